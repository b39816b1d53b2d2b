using Microsoft.AspNetCore.Http;

namespace Init.Doors;

/// <param name="Path">Decoded, begins with a slash.</param>
/// <param name="Accept">The header as the client wrote it.</param>
internal sealed record Question(string Method, string Path, IQueryCollection Query, string Accept)
{
    internal bool IsRead => Method is "GET" or "HEAD";

    /// <summary>The client accepts application/json by name; `*/*` means text.</summary>
    internal bool WantsJson => Accept.Contains("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Empty: not said.</summary>
    internal string ContentType { get; init; } = "";

    /// <summary>What a browser says when it comes back to a stream; empty: not said.</summary>
    internal string LastEventId { get; init; } = "";

    /// <summary>Read only by who wants it.</summary>
    internal Stream Body { get; init; } = System.IO.Stream.Null;

    /// <summary>A parameter that is on or off, and on when it stands there alone.</summary>
    /// <returns>null: it is neither.</returns>
    internal bool? Switch(string name) => Query[name].ToString() switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        "" => Query.ContainsKey(name),
        _ => null,
    };

    internal static Question Of(HttpRequest request) => new(
        request.Method,
        request.Path.Value is { Length: > 0 } path ? path : "/",
        request.Query,
        request.Headers.Accept.ToString())
    {
        ContentType = request.ContentType ?? "",
        LastEventId = request.Headers["Last-Event-ID"].ToString(),
        Body = request.Body,
    };
}
