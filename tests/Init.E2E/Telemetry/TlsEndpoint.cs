using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Init.E2E.Telemetry;

/// <summary>An HTTPS server which answers 200 to everything.</summary>
internal sealed class TlsEndpoint : IDisposable
{
    private readonly TcpListener listener;
    private readonly TlsCertificate certificate;
    private volatile string requests = "";
    private volatile string failure = "";

    /// <param name="certificate">The caller's, like its end.</param>
    /// <param name="listener">Becomes this endpoint's.</param>
    public TlsEndpoint(TlsCertificate certificate, TcpListener listener)
    {
        this.certificate = certificate;
        this.listener = listener;
        _ = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The heads of all requests so far.</summary>
    public string Requests => requests;

    /// <summary>Why the last connection came to nothing.</summary>
    public string Failure => failure;

    /// <param name="port">0: any.</param>
    public static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

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
            // The test is over.
        }
    }

    private async Task Answer(TcpClient client)
    {
        try
        {
            using (client)
            await using (var tls = new SslStream(client.GetStream()))
            {
                await tls.AuthenticateAsServerAsync(certificate.WithKey);
                var buffer = new byte[64 * 1024];

                // A .NET client judges the certificate when the handshake is over: one that refuses it just leaves.
                var n = await tls.ReadAtLeastAsync(buffer, 1);
                requests += Encoding.Latin1.GetString(buffer, 0, n).Split("\r\n\r\n")[0] + "\n";
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            failure = e.Message;
        }
    }
}
