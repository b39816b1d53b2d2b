using System.Text;

namespace Init.Doors;

internal sealed record Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>For a 405: the methods that would have worked.</summary>
    internal string? Allow { get; private init; }

    internal static Answer Text(int status, string text) => new(status, PlainText, Encoding.UTF8.GetBytes(text));

    internal static Answer Json(int status, byte[] body) => new(status, "application/json; charset=utf-8", body);

    internal static Answer NotFound(string path) => Text(404, $"nothing at {path}\n");

    internal static Answer MethodNotAllowed(string allow) =>
        Text(405, $"this address answers {allow}\n") with { Allow = allow };
}
