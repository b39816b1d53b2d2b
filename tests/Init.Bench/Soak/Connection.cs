using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Init.Bench.Soak;

/// <summary>One connection of a client. It knows its own port, by which a failure is found to be a killed worker's.
/// </summary>
internal sealed class Connection : IDisposable
{
    /// <summary>Longer than three retries of a SYN.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };

    private readonly byte[] buffer = new byte[4096];
    private int used;

    public bool IsOpen { get; private set; }

    /// <summary>0 while there is no connection.</summary>
    public int LocalPort { get; private set; }

    public async Task<Outcome> Request(int port, bool keep)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (used == 0)
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), patience.Token);
                LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }

            return await Exchange(keep, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return Outcome.Lost;
        }
        catch (SocketException)
        {
            return Outcome.Refused;
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<Outcome> Exchange(bool keep, CancellationToken patience)
    {
        var isFirst = used++ == 0;
        var filled = 0;
        IsOpen = false;
        try
        {
            var kept = keep ? "keep-alive" : "close";
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: {kept}\r\n\r\n"), patience);
            while (!IsWhole(Encoding.Latin1.GetString(buffer, 0, filled), keep))
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), patience);
                if (read == 0)
                {
                    return Failed(isFirst, filled);
                }

                filled += read;
            }

            return Outcome.Ok;
        }
        catch (SocketException)
        {
            return Failed(isFirst, filled);
        }
    }

    private static Outcome Failed(bool isFirst, int received) =>
        !isFirst && received == 0 ? Outcome.ClosedIdle : Outcome.Broken;

    /// <summary>The servers here say how long their answer is, and are done with it in one piece.</summary>
    private bool IsWhole(string text, bool keep)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            return false;
        }

        IsOpen = keep && !text[..end].Contains("Connection: close", StringComparison.OrdinalIgnoreCase);
        return text.EndsWith("ok\n", StringComparison.Ordinal);
    }
}
