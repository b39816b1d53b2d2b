namespace Init.Core.Spec;

/// <summary>One health check: `http://:3000/healthz`, `tcp://:3000`, `grpc://:50051/SERVICE`, `exec:COMMAND`.</summary>
/// <param name="Text">As written, for messages.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Host">An IP literal; without one it is the loopback address. Unused by a command.</param>
/// <param name="Port">1 to 65535; unused by a command.</param>
/// <param name="Path">HTTP: begins with a slash. gRPC: the service's name, may be empty.</param>
/// <param name="Command">Only of a command: its words.</param>
public sealed record CheckSpec(
    string Text, CheckKind Kind, string Host, int Port, string Path, IReadOnlyList<string> Command)
{
    public const int ChecksMax = 16;
    private const int PathCharsMax = 1024;
    private const string Loopback = "127.0.0.1";

    private const string Instead =
        "write http://:3000/healthz, tcp://:3000, grpc://:50051 or exec:/app/check";

    public static Parsed<CheckSpec> Parse(string text)
    {
        if (After(text, "exec:") is { } command)
        {
            var words = CommandWords.Parse(command);
            return words.Fault is { } fault ? fault : new CheckSpec(text, CheckKind.Exec, "", 0, "", words.Value!);
        }

        return After(text, "http://") is { } http ? Of(text, CheckKind.Http, http)
            : After(text, "tcp://") is { } tcp ? Of(text, CheckKind.Tcp, tcp)
            : After(text, "grpc://") is { } grpc ? Of(text, CheckKind.Grpc, grpc)
            : Fault.In(text, "is not a health check", Instead);
    }

    private static Parsed<CheckSpec> Of(string text, CheckKind kind, string rest)
    {
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : rest[slash..];
        if (!ListenAddress.Parse(authority).Succeeded(out var address)
            || address is not { Transport: Transport.Tcp, Port: > 0 })
        {
            return Fault.In(text, "names no address of this machine", Instead);
        }

        if (path.Length > PathCharsMax || path.Any(c => c is <= ' ' or > '~'))
        {
            return Fault.In(text, "has a path that no request can have", "write blanks and other letters as %20");
        }

        if (kind == CheckKind.Tcp && path.Length > 1)
        {
            return Fault.In(text, "has a path, but a connection asks for none", "write http://, or leave the path out");
        }

        var target = kind switch
        {
            CheckKind.Http => path == "" ? "/" : path,
            CheckKind.Grpc => path.TrimStart('/'),
            CheckKind.Tcp or CheckKind.Exec => "",
        };
        return new CheckSpec(text, kind, address.Host == "" ? Loopback : address.Host, address.Port, target, []);
    }

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
}
