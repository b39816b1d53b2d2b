using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

/// <summary>The probes of the chart, asked by a real kubelet.</summary>
[Collection(KubernetesCollection.Name)]
public sealed class ProbeTests
{
    /// <summary>How long slow.js takes to listen.</summary>
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(5);

    /// <summary>Kubernetes writes times in whole seconds.</summary>
    private static readonly TimeSpan ClockGrain = TimeSpan.FromSeconds(1);

    public ProbeTests() => Bed.Need();

    [Theory]
    [InlineData("http")]
    [InlineData("exec")]
    public async Task Pod_is_ready_while_its_workers_are(string type)
    {
        await using var release = await Release.Install(
            $"slow-{type}", $"app: {{command: [node, /tests/slow.js]}}\nprobes: {{type: {type}}}");

        var pod = (await release.PodsWhen(pods => pods is [{ Ready: true }]))[0];
        Assert.True(pod.Started);
        Assert.True(pod.ReadyChanged - pod.RunningSince >= Slowness - ClockGrain, $"ready before its workers: {pod}");
        Assert.StartsWith("ok", await Cluster.Get($"http://{pod.Address}:9615/startupz"), StringComparison.Ordinal);

        await release.Exec("node", "/tests/kill-workers.js");
        pod = (await release.PodsWhen(pods => !pods[0].Ready))[0];
        Assert.True(pod.Running && pod.Started);
        pod = (await release.PodsWhen(pods => pods[0].Ready))[0];
        Assert.Equal(0, pod.Restarts);
    }

    [Fact]
    public async Task Supervisor_that_hangs_is_replaced_by_the_kubelet()
    {
        await using var release = await Release.InstallReady("hung", """
            terminationGracePeriodSeconds: 2
            probes: {liveness: {enabled: true, periodSeconds: 1, failureThreshold: 2}}
            """);
        var pod = (await release.Pods())[0];
        await Cluster.Containerd("tasks", "kill", "-s", "SIGSTOP", pod.ContainerId);
        pod = (await release.PodsWhen(pods => pods[0] is { Restarts: 1, Ready: true }))[0];
        Assert.Equal(128 + Signals.KILL, pod.LastExitCode);
    }
}
