using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Doors;
using Init.Metrics;

namespace Init.Control;

/// <summary>`/v1/…`: what the command line says to a running pm1, and what curl can say just as well.</summary>
internal sealed class ControlDoor(ISupervisor supervisor, ProcessReader processes) : IDoor
{
    private const string Read = "GET, HEAD";
    private const string Do = "POST";

    public async ValueTask<Answer?> AnswerAsync(Question question) => question.Path switch
    {
        "/v1/snapshot" => question.IsRead
            ? Write(await supervisor.AskAsync(), ToSnapshot) : Answer.MethodNotAllowed(Read),
        "/v1/list" => question.IsRead
            ? Write(await supervisor.AskAsync(), ToList) : Answer.MethodNotAllowed(Read),
        "/v1/drain" => question.Method == Do
            ? Write(await supervisor.DrainAsync(), ToSnapshot) : Answer.MethodNotAllowed(Do),
        _ => null,
    };

    private static Answer Write(Snapshot? snapshot, Func<Snapshot, byte[]> json) => snapshot is null
        ? Answer.Text(503, "the supervisor does not answer\n")
        : Answer.Json(200, json(snapshot));

    private static byte[] ToSnapshot(Snapshot snapshot) =>
        JsonSerializer.SerializeToUtf8Bytes(snapshot, LinkJson.Default.Snapshot);

    private byte[] ToList(Snapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(
        ListDocument.Of(Reading.Of(snapshot, processes)), ControlJson.Default.ListDocument);
}
