using Init.E2E.Harness;

namespace Init.E2E.Telemetry;

/// <summary>What `FROM scratch` leaves: no library, no shell, no passwd, no certificate but those that are put there.</summary>
public sealed class EmptyRootTests
{
    private const string Name = "collector.pm1.test";

    [Fact]
    public async Task In_an_empty_root_pm1_serves_resolves_names_and_speaks_TLS()
    {
        Tool.NeedRoot("it changes the root");
        using var folder = new TempFolder();
        using var names = new NameServer();
        using var certificate = new TlsCertificate(Name);
        using var endpoint = new TlsEndpoint(certificate, TlsEndpoint.Listen(0));
        var root = Root(folder, names, certificate);
        var port = FreePort.Next();
        var launch = Launch.Run(["--workers", "2"], ["/worker", "serve", Server.Text(port)]) with { Program = "/pm1" };
        await using var pm1 = launch
            .Under(Tool.Unshare, "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c",
                "mount -t proc proc $0/proc && mount --bind /dev $0/dev && exec chroot $0 \"$@\"", root)
            .With("PM1_RUNTIME_DIR", "/tmp")
            .With("SSL_CERT_FILE", "/ca.pem")
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", $"https://{Name}:{endpoint.Port}")
            .With("OTEL_METRIC_EXPORT_INTERVAL", "200")
            .Start(folder);
        await Server.Answers(port, 2, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        await Poll.Until(() => names.Asked > 0, Bound.Start, () => $"no name was asked for: {pm1.Error.Text}");
        await Poll.Until(
            () => endpoint.Requests.Contains("POST /v1/metrics", StringComparison.Ordinal),
            Bound.Start,
            () => $"{endpoint.Failure} {pm1.Error.Text}");
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
    }

    private static string Root(TempFolder folder, NameServer names, TlsCertificate certificate)
    {
        var root = folder.Make("root");
        foreach (var name in new[] { "proc", "dev", "tmp", "etc" })
        {
            folder.Make($"root/{name}");
        }

        folder.Copy(Shipped.Pm1, "root/pm1");
        folder.Copy(Shipped.Worker, "root/worker");
        folder.Write("root/etc/resolv.conf", $"nameserver {names.Address}\n");
        folder.Write("root/ca.pem", certificate.Pem);
        return root;
    }
}
