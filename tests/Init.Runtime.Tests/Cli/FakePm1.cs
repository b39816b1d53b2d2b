using System.Net.Sockets;
using System.Text;

namespace Init.Runtime.Tests.Cli;

/// <summary>A control socket with answers by request line; null: closes without one.</summary>
internal sealed class FakePm1 : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<string, string?> answer;
    private readonly Thread thread;

    public FakePm1(string path, Func<string, string?> answer)
    {
        this.answer = answer;
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(16);
        thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    public static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Accepted(string body) => Ok(body).Replace("200 OK", "202 Accepted");

    public static string Problem(int status, string error, string hint) =>
        Ok($$"""{"error":"{{error}}","hint":"{{hint}}"}""").Replace("200 OK", $"{status} No");

    /// <summary>Of the latest request.</summary>
    public string Body { get; private set; } = "";

    public void Dispose() => listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = listener.Accept();
                var bytes = new byte[4096];
                var length = client.Receive(bytes);
                var request = Encoding.UTF8.GetString(bytes, 0, length);
                Body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
                if (answer(request.Split(" HTTP/")[0]) is { } text)
                {
                    client.Send(Encoding.UTF8.GetBytes(text));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed: that is how this server ends.
        }
    }
}
