using System.Net;
using System.Net.Sockets;
using Init.E2E.Harness;
using Init.E2E.Telemetry;
using Init.E2E.Testbed;

namespace Init.E2E.Containers;

/// <summary>A container from scratch: pm1, its worker, and what an engine binds in to name servers and hosts. Its
/// network is a loopback of its own, where this test serves names and the telemetry endpoint.</summary>
[Collection(BedCollection.Name)]
public sealed class NamesAndTlsTests : IDisposable
{
    private const string Name = "collector.pm1.test";
    private const int TlsPort = 4318;
    private const string Authorities = "/ca.pem";
    private static readonly IPAddress NamesAddress = new([127, 0, 0, 53]);
    private readonly TempFolder folder = new();
    private readonly TlsCertificate certificate = new(Name);

    public NamesAndTlsTests() => Bed.Need();

    public void Dispose()
    {
        certificate.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task In_a_container_from_scratch_pm1_resolves_names_and_speaks_TLS(string runtime)
    {
        var ca = folder.Write("ca.pem", certificate.Pem);
        await using var container = await Start(runtime, "--bind", $"{ca}:{Authorities}");
        using var names = Resolver(container);
        using var endpoint = Endpoint(container);
        await Poll.Until(
            () => container.HasEnded || endpoint.Requests.Contains("POST /v1/metrics", StringComparison.Ordinal),
            Bound.Start,
            () => $"{names.Asked} questions, {endpoint.Failure}");
        Assert.True(!container.HasEnded, container.HasEnded ? (await container.End()).Error : "");
        AssertLockedUp(container);
        container.Signal(Signals.TERM);
        var result = await container.End();
        Assert.True(result.Code == 0, result.Error);
        Assert.True(names.Asked > 0, "no name was asked for");
        Assert.Contains($"Host: {Name}:{Server.Text(TlsPort)}", endpoint.Requests, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Endpoint_whose_authority_the_container_does_not_have_is_told_nothing()
    {
        await using var container = await Start("crun");
        using var names = Resolver(container);
        using var endpoint = Endpoint(container);
        await Poll.Until(
            () => container.HasEnded || endpoint.Failure != "" || endpoint.Requests != "",
            Bound.Start,
            () => $"{names.Asked} questions, no connection");
        container.Signal(Signals.TERM);
        var result = await container.End();
        Assert.True(result.Code == 0, result.Error);
        Assert.NotEqual("", endpoint.Failure);
        Assert.Equal("", endpoint.Requests);
    }

    /// <summary>The endpoints come into being with the container's network, so a little later than pm1: it exports
    /// five times a second, and one export that finds nobody is lost.</summary>
    private async Task<OciContainer> Start(string runtime, params string[] options)
    {
        var resolve = folder.Write("resolv.conf", $"nameserver {NamesAddress}\n");
        var hosts = folder.Write("hosts", "127.0.0.1 localhost\n");
        return await OciContainer.Start(runtime, Shipped.Pm1,
            [
                "--bind", $"{Shipped.Worker}:/worker",
                "--bind", $"{resolve}:/etc/resolv.conf", "--bind", $"{hosts}:/etc/hosts",
                "--env", $"SSL_CERT_FILE={Authorities}",
                "--env", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--env", $"OTEL_EXPORTER_OTLP_ENDPOINT=https://{Name}:{Server.Text(TlsPort)}",
                "--env", "OTEL_METRIC_EXPORT_INTERVAL=200",
                .. options,
            ],
            ["run", "--", "/worker", "serve", "3000"]);
    }

    private static NameServer Resolver(OciContainer container) =>
        new(NetworkNamespace.Open(container.Pid, () => NameServer.Bind(NamesAddress)));

    private TlsEndpoint Endpoint(OciContainer container) =>
        new(certificate, NetworkNamespace.Open(container.Pid, () => TlsEndpoint.Listen(TlsPort)));

    private static void AssertLockedUp(OciContainer container)
    {
        var proc = $"/proc/{Server.Text(container.Pid)}";
        var one = ProcessStatus.Read(File.ReadLines($"{proc}/status"));
        Assert.Equal("12345\t12345\t12345\t12345", one["Uid"]);
        Assert.Equal("0000000000000000", one["CapEff"]);
        Assert.Equal("1", one["NoNewPrivs"]);
        Assert.Equal("2", one["Seccomp"]);
        var root = File.ReadLines($"{proc}/mounts").Select(line => line.Split(' ')).Single(mount => mount[1] == "/");
        Assert.Contains("ro", root[3].Split(','));
        Assert.Equal(["ca.pem", "dev", "etc", "init", "proc", "sys", "tmp", "worker"], Names($"{proc}/root"));
        Assert.Equal(["hosts", "resolv.conf"], Names($"{proc}/root/etc"));
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
