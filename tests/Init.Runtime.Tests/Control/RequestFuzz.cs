using System.Text;
using Init.Core.Link;

namespace Init.Runtime.Tests.Control;

/// <summary>Requests that are right, nearly right, and nothing of the kind.</summary>
internal sealed class RequestFuzz(Random random)
{
    private static readonly string[] Methods =
        ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "X", "POST POST", ""];

    private static readonly string[] Bodies =
    [
        "", "{}", "[]", "null", "{", "\"", "{\"slot\":0}", "{\"slot\":-1}", "{\"slot\":\"0\"}", "{\"slot\":1e400}",
        "{\"workers\":\"+1\"}", "{\"workers\":99999999999999999999}", "{\"workers\":{}}", "{\"workers\":\"\\ud800\"}",
        "{\"signal\":\"SIGKILL\"}", "{\"signal\":\"SIGHUP\",\"slot\":0,\"x\":1}", "{\"a\":{\"b\":{\"c\":{\"d\":1}}}}",
        "{\"slot\":0,\"slot\":1}", "{/**/}", "{\"workers\":\"1\",}", "\0", "\ufeff{}",
    ];

    private static readonly string[] Types =
        ["application/json", "application/json; charset=utf-8", "text/plain", "", "application/x-www-form-urlencoded", "a\tb"];

    /// <summary>It cannot be answered with success, whatever it is.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>It ends where HTTP says that it does.</summary>
    internal bool IsWhole { get; private set; }

    /// <returns>The bytes, and the command that they give when they are right.</returns>
    internal (byte[] Bytes, Command? Command) Next() => random.Next(8) switch
    {
        0 => (Noise(random.Next(1, 3000)), null),
        1 => (Mutated(), null),
        2 => (Huge(), null),
        3 => Right(),
        _ => (Crossed(), null),
    };

    /// <summary>Parts that exist, at an address or with a method that does not.</summary>
    private byte[] Crossed()
    {
        IsBroken = true;
        var path = Pick(ControlRoutes.All).Path;
        var wrong = Pick(["/v1/nothing", "/v1", "/", "//", "/v1/apps/nobody/stop", "/v1/apps/web/", "/v1/drain/x",
            path.Replace("{app}", "%00", StringComparison.Ordinal) + "/..x", path.ToUpperInvariant() + "%2f",
            "/v1/apps/" + new string('a', random.Next(1, 3000)), "/v1/list?x=" + random.Next(), "/v1/events?since=-1"]);
        return random.Next(2) == 0
            ? Request(Pick(Methods), wrong, Pick(Types), Pick(Bodies))
            : Request(
                Pick(["PUT", "DELETE", "PATCH", "OPTIONS"]), path.Replace("{app}", "web", StringComparison.Ordinal),
                Pick(Types), Pick(Bodies));
    }

    private (byte[], Command?) Right()
    {
        var slot = random.Next(3);
        var (word, body, command) = Pick<(string, string, Command)>(
        [
            ("scale", $$"""{"workers":{{slot}}}""", new Command(CommandVerb.Scale, "web", $"{slot}")),
            ("restart", $$"""{"slot":{{slot}}}""", new Command(CommandVerb.Restart, "web", "", slot)),
            ("signal", """{ "signal" : "USR1" }""", new Command(CommandVerb.Signal, "web", "USR1")),
            ("stop", "", new Command(CommandVerb.Stop, "web")),
            ("reload", "{}", new Command(CommandVerb.Reload, "web")),
        ]);
        return (Request("POST", $"/v1/apps/web/{word}", "application/json", body), command);
    }

    /// <summary>A right order with a fault in its body.</summary>
    private byte[] Mutated()
    {
        IsBroken = true;
        var body = Pick(["""{"workers":"1" ""","""{"wrkers":"1"}""", """{"workers":[1]}""", """{"workers":1.0001}""",
            """{"workers":"1"}}""", """{"workers":true}""", "{\"workers\":\"" + new string('9', 65) + "\"}",
            new string('[', 200), "{\"workers\":\"1\xff"]);
        return Request("POST", "/v1/apps/web/scale", "application/json", body);
    }

    private byte[] Huge()
    {
        IsBroken = true;
        return random.Next(4) switch
        {
            0 => Request("POST", "/v1/apps/web/scale", "application/json", new string(' ', random.Next(4097, 200_000))),
            1 => Request("GET", "/v1/" + new string('x', random.Next(5000, 20_000)), "", ""),
            2 => Encoding.ASCII.GetBytes(
                "POST /v1/apps/web/stop HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{}"),
            _ => Encoding.ASCII.GetBytes("GET /v1/list HTTP/1.1\r\nHost: x\r\nX: " + new string('y', 40_000) + "\r\n\r\n"),
        };
    }

    private byte[] Request(string method, string path, string type, string body)
    {
        IsWhole = true;
        var bytes = Encoding.UTF8.GetBytes(body);
        return
        [
            .. Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: pm1\r\nConnection: close\r\n"
                + (type == "" ? "" : $"Content-Type: {type}\r\n") + $"Content-Length: {bytes.Length}\r\n\r\n"),
            .. bytes,
        ];
    }

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
