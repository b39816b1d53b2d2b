using System.Net;
using System.Net.Sockets;

namespace Init.Bench;

/// <summary>Takes OTLP over HTTP and is content with all of it.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int exports;

    public OtlpSink()
    {
        listener.Start();
        _ = Serve();
    }

    public string Endpoint => $"http://{listener.LocalEndpoint}";
    public int Exports => exports;

    public void Dispose() => listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Answer(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Over.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            var buffer = new byte[256 * 1024];
            await using var stream = client.GetStream();
            if (await stream.ReadAsync(buffer) > 0)
            {
                Interlocked.Increment(ref exports);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
    }
}
