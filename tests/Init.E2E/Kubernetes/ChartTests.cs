using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

[Collection(KubernetesCollection.Name)]
public sealed class ChartTests
{
    public ChartTests() => Bed.Need();

    [Fact]
    public async Task Pod_runs_with_the_least_privilege_and_a_worker_per_cpu()
    {
        await using var release = await Release.InstallReady("restricted");
        var seen = ProcessStatus.Read((await release.Exec("node", "/tests/look.js")).Split('\n'));
        Assert.Equal("pm1", seen["Name"]);
        Assert.Equal("12345\t12345\t12345\t12345", seen["Uid"]);
        Assert.Equal("0\t0\t0\t0", seen["Gid"]);
        Assert.Equal("0000000000000000", seen["CapBnd"]);
        Assert.Equal("1", seen["NoNewPrivs"]);
        Assert.Equal("2", seen["Seccomp"]);
        Assert.Equal("EROFS", seen["Root"]);
        Assert.Equal(2, await PidsThatAnswer(release));
        await release.Test();
    }

    [Fact]
    public async Task Image_without_pm1_gets_it_from_an_init_container()
    {
        await using var release = await Release.InstallReady("installed", $$$"""
            image: {repository: {{{Images.PlainNode[..^2]}}}, tag: "1"}
            app: {command: [node, /tests/polite.js]}
            pm1:
              install:
                enabled: true
                image: {repository: {{{Images.Pm1[..^4]}}}, tag: e2e, pullPolicy: Never}
            """);
        Assert.Equal(2, await PidsThatAnswer(release));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("bare")]
    [InlineData("install")]
    [InlineData("image-with-pm1")]
    public async Task Every_object_is_what_this_kubernetes_expects(string values)
    {
        using var temp = new TempFolder();
        var objects = await Cluster.Helm("template", "dry", Sources.Path("charts/pm1"),
            "-f", Sources.Path($"charts/pm1/ci/{values}-values.yaml"), "--kube-version", "1.20.2", "--skip-tests");
        var file = temp.Write("objects.yaml", objects);
        await Cluster.Kubectl("apply", "--dry-run=server", "--validate=true", "-f", file);
    }

    private static async Task<int> PidsThatAnswer(Release release)
    {
        var tally = await Cluster.Requests(await release.ServiceUrl(), 8, 300);
        Assert.True(tally.Failed == 0, tally.Text);
        return tally.Answers.Count;
    }
}
