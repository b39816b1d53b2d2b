using System.Globalization;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

/// <summary>No request may fail while pods are exchanged, as a client of the Service sees it.</summary>
[Collection(KubernetesCollection.Name)]
public sealed class RolloutTests
{
    private const int FreshClients = 12;
    private const int KeptClients = 8;
    private const int RequestsMin = 500;

    public RolloutTests() => Bed.Need();

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public async Task Restart_and_new_image_of_an_unmodified_program_fail_no_request(int replicas)
    {
        var values = string.Create(CultureInfo.InvariantCulture, $"replicaCount: {replicas}");
        await using var release = await Release.InstallReady($"plain{replicas}", values);
        await using var load = Cluster.Load(await release.ServiceUrl(), FreshClients, 0);
        await release.Restart();
        await Exchanged(release);
        await release.Upgrade($"{values}\nimage: {{tag: \"2\"}}");
        await Exchanged(release);
        AssertLossless((await load.Stop()).Fresh);
    }

    [Fact]
    public async Task Restart_of_a_program_that_stops_politely_fails_no_request_on_kept_connections()
    {
        await using var release = await Release.InstallReady("polite", "app: {command: [node, /tests/polite.js]}");
        await using var load = Cluster.Load(await release.ServiceUrl(), FreshClients, KeptClients);
        await release.Restart();
        await Exchanged(release);
        var report = await load.Stop();
        AssertLossless(report.Fresh);
        AssertLossless(report.Kept);
    }

    private static async Task Exchanged(Release release)
    {
        await release.RolledOut();
        await release.OldPodsGone();
    }

    private static void AssertLossless(LoadTally tally)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(tally.Text);
        Assert.True(tally.Failed == 0, tally.Text);
        Assert.True(tally.Ok > RequestsMin, $"too few requests to mean anything: {tally.Text}");
    }
}
