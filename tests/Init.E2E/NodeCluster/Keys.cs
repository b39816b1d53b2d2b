using Init.E2E.Harness;
using Init.E2E.Telemetry;

namespace Init.E2E.NodeCluster;

/// <summary>A key and a certificate that vouches for itself, as files.</summary>
internal static class Keys
{
    /// <returns>The paths of the key and of the certificate.</returns>
    public static string[] In(TempFolder folder)
    {
        using var certificate = new TlsCertificate("localhost");
        return [folder.Write("key.pem", certificate.KeyPem), folder.Write("certificate.pem", certificate.Pem)];
    }
}
