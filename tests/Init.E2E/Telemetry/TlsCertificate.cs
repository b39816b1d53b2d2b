using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Init.E2E.Telemetry;

/// <summary>A certificate for one name that vouches for itself, and no system knows of it.</summary>
internal sealed class TlsCertificate : IDisposable
{
    public TlsCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        KeyPem = key.ExportPkcs8PrivateKeyPem();
        WithKey = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public X509Certificate2 WithKey { get; }

    /// <summary>What a client must have to trust it.</summary>
    public string Pem => WithKey.ExportCertificatePem();

    public string KeyPem { get; }

    public void Dispose() => WithKey.Dispose();
}
