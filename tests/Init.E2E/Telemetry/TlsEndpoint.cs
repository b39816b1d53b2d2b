using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Init.E2E.Telemetry;

/// <summary>An HTTPS server with a certificate of its own making, which answers 200 to everything.</summary>
internal sealed class TlsEndpoint : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate;
    private volatile string requests = "";
    private volatile string failure = "";

    public TlsEndpoint(string name)
    {
        certificate = Make(name);
        listener.Start();
        _ = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>The heads of all requests so far.</summary>
    public string Requests => requests;

    /// <summary>Why the last connection came to nothing.</summary>
    public string Failure => failure;

    public void Dispose()
    {
        listener.Dispose();
        certificate.Dispose();
    }

    private static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

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
                await tls.AuthenticateAsServerAsync(certificate);
                var buffer = new byte[64 * 1024];
                var n = await tls.ReadAsync(buffer);
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
