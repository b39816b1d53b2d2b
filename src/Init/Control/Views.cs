using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Doors;
using Init.Metrics;

namespace Init.Control;

/// <summary>What only looks.</summary>
internal sealed class Views(ISupervisor supervisor, ProcessReader processes)
{
    private const string Connections = "connections";

    private readonly ConnectionCounter connections = new();

    /// <summary>Of the list.</summary>
    internal static IReadOnlyList<string> ListParameters { get; } = [Connections];

    internal static Answer Silence { get; } =
        Answer.Problem(503, "the supervisor does not answer", "it may be starved of CPU time: try again");

    internal async Task<Answer> SnapshotAsync() => await supervisor.AskAsync() is { } snapshot
        ? Answer.Json(200, JsonSerializer.SerializeToUtf8Bytes(snapshot, LinkJson.Default.Snapshot))
        : Silence;

    internal async Task<Answer> ListAsync(Question question)
    {
        if (question.Switch(Connections) is not { } counts)
        {
            return Answer.Problem(400, $"{Connections} is neither 1 nor 0", $"write {Connections}=1");
        }

        if (await supervisor.AskAsync() is not { } snapshot)
        {
            return Silence;
        }

        var list = ListDocument.Of(Reading.Of(snapshot, processes), counts ? connections.Count(snapshot) : null);
        return Answer.Json(200, JsonSerializer.SerializeToUtf8Bytes(list, ControlText.Json.ListDocument));
    }

    internal async Task<Answer> AppAsync(string name)
    {
        if (await supervisor.AskAsync() is not { } snapshot)
        {
            return Silence;
        }

        return Find(snapshot, name) is { } app
            ? Answer.Json(200, JsonSerializer.SerializeToUtf8Bytes(
                AppDocument.Of(app, Reading.Of(snapshot, processes), supervisor.News),
                ControlText.Json.AppDocument))
            : Unknown(snapshot, name);
    }

    internal static AppSnapshot? Find(Snapshot snapshot, string name) =>
        snapshot.Apps.FirstOrDefault(app => app.Name == name);

    internal static Answer Unknown(Snapshot snapshot, string name) => Answer.Problem(
        404, $"no app is called {Fault.Quote(name)}",
        snapshot.Apps.Count == 0
            ? "there is none yet"
            : $"there is {string.Join(", ", snapshot.Apps.Select(app => app.Name))}");
}
