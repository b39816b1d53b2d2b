using Microsoft.AspNetCore.Http;

namespace Init.Doors;

/// <param name="Path">Decoded, begins with a slash.</param>
/// <param name="WantsJson">The client accepts application/json by name; `*/*` means text.</param>
internal sealed record Question(string Method, string Path, IQueryCollection Query, bool WantsJson)
{
    internal bool IsRead => Method is "GET" or "HEAD";

    internal static Question Of(HttpRequest request) => new(
        request.Method,
        request.Path.Value is { Length: > 0 } path ? path : "/",
        request.Query,
        request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase));
}
