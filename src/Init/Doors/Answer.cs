using System.Text;
using System.Text.Json;

namespace Init.Doors;

internal sealed record Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string JsonText = "application/json; charset=utf-8";

    /// <summary>For a 405: the methods that would have worked.</summary>
    internal string? Allow { get; private init; }

    /// <summary>Writes the body bit by bit instead, until it is over or the client is gone.</summary>
    internal Func<Stream, CancellationToken, Task>? Stream { get; private init; }

    internal static Answer Text(int status, string text) => new(status, PlainText, Encoding.UTF8.GetBytes(text));

    internal static Answer Json(int status, byte[] body) => new(status, JsonText, body);

    internal static Answer Streaming(string contentType, Func<Stream, CancellationToken, Task> write) =>
        new(200, contentType, ReadOnlyMemory<byte>.Empty) { Stream = write };

    /// <summary>An error for programs and people alike.</summary>
    internal static Answer Problem(int status, string error, string hint = "") => Json(
        status,
        JsonSerializer.SerializeToUtf8Bytes(new ProblemDocument(error, hint), ProblemJson.Default.ProblemDocument));

    internal static Answer NotFound(string path) => Text(404, $"nothing at {path}\n");

    internal static Answer MethodNotAllowed(string allow) =>
        Text(405, $"this address answers {allow}\n") with { Allow = allow };

    internal Answer Allowing(string methods) => this with { Allow = methods };
}
