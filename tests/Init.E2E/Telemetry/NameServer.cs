using System.Net;
using System.Net.Sockets;

namespace Init.E2E.Telemetry;

/// <summary>A DNS server that knows one answer: every name's IPv4 address is 127.0.0.1.</summary>
internal sealed class NameServer : IDisposable
{
    private const int HeaderBytes = 12;
    private const int Port = 53;
    private readonly UdpClient socket;

    public NameServer()
        : this(Bind(Some()))
    {
    }

    /// <param name="socket">Becomes this server's.</param>
    public NameServer(UdpClient socket)
    {
        this.socket = socket;
        _ = Serve();
    }

    public IPAddress Address => ((IPEndPoint)socket.Client.LocalEndPoint!).Address;

    public int Asked { get; private set; }

    public static UdpClient Bind(IPAddress address) => new(new IPEndPoint(address, Port));

    public void Dispose() => socket.Dispose();

    private static IPAddress Some()
    {
        Span<byte> some = stackalloc byte[2];
        System.Security.Cryptography.RandomNumberGenerator.Fill(some);
        return new IPAddress([127, 77, some[0], (byte)(1 + (some[1] % 254))]);
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var question = await socket.ReceiveAsync();
                Asked++;
                await socket.SendAsync(Reply(question.Buffer), question.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static byte[] Reply(byte[] question)
    {
        var end = HeaderBytes;
        while (question[end] != 0)
        {
            end += question[end] + 1;
        }

        var isA = question[end + 2] == 1;
        byte[] answer = isA ? [0xC0, HeaderBytes, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1] : [];

        // Response, recursion desired and available, no error; one question, and one answer if there is one.
        byte[] header = [question[0], question[1], 0x81, 0x80, 0, 1, 0, (byte)(isA ? 1 : 0), 0, 0, 0, 0];
        return [.. header, .. question[HeaderBytes..(end + 5)], .. answer];
    }
}
