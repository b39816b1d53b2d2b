using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Init.E2E.Harness;

/// <summary>One connection of a client that tells apart how a request can fail, which HttpClient does not.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];
    private int used;

    /// <summary>The server will answer another request on it.</summary>
    public bool Open { get; private set; }
    public string Answer { get; private set; } = "";

    public async Task<RequestOutcome> Request(int port, bool keep, string path = "/")
    {
        using var patience = new CancellationTokenSource(Bound.Request);
        try
        {
            if (used == 0)
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), patience.Token);
            }

            return await Exchange(keep, path, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return RequestOutcome.Lost;
        }
        catch (SocketException e) when (!socket.Connected || e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A connection that the kernel resets between SYN and ACK is reported by connect(2), but not as refused.
            return e.SocketErrorCode == SocketError.ConnectionRefused ? RequestOutcome.Refused : RequestOutcome.Reset;
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<RequestOutcome> Exchange(bool keep, string path, CancellationToken patience)
    {
        var first = used++ == 0;
        var filled = 0;
        try
        {
            var head = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {(keep ? "keep-alive" : "close")}\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head), patience);
            while (true)
            {
                var n = await socket.ReceiveAsync(buffer.AsMemory(filled), patience);
                filled += n;
                if (n == 0)
                {
                    return Broken(first, filled);
                }

                if (Whole(Encoding.Latin1.GetString(buffer, 0, filled), keep))
                {
                    return RequestOutcome.Ok;
                }
            }
        }
        catch (SocketException)
        {
            return Broken(first, filled);
        }
    }

    private RequestOutcome Broken(bool first, int received)
    {
        Open = false;
        return !first && received == 0 ? RequestOutcome.ClosedIdle : RequestOutcome.Reset;
    }

    /// <summary>Reads answers with a Content-Length or in one chunk, which is what the workers here give.</summary>
    private bool Whole(string text, bool keep)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var head = text[..end];
        var body = text[(end + 4)..];
        var length = Header(head, "Content-Length");
        if (length is null ? !body.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : body.Length < int.Parse(length, CultureInfo.InvariantCulture))
        {
            return false;
        }

        Answer = (length is null ? body.Split("\r\n")[1] : body).Trim();
        Open = keep && !"close".Equals(Header(head, "Connection"), StringComparison.OrdinalIgnoreCase)
            && head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        return true;
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?
            .Split(':', 2)[1].Trim();
}
