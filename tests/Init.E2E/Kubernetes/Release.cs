using System.Text.Json.Nodes;
using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

/// <summary>The chart, installed under a name, and gone with its test.</summary>
internal sealed class Release : IAsyncDisposable
{
    private static readonly TimeSpan PodsChange = TimeSpan.FromSeconds(90);
    private static readonly string Chart = Sources.Path("charts/pm1");
    private readonly string name;
    private readonly TempFolder temp = new();

    private Release(string name) => this.name = name;

    public string Deployment => $"{name}-pm1";

    /// <summary>Installs and does not wait.</summary>
    public static async Task<Release> Install(string name, string values = "")
    {
        var release = new Release(name);
        await release.Apply("install", values);
        return release;
    }

    /// <summary>Installs and waits until all pods are ready.</summary>
    public static async Task<Release> InstallReady(string name, string values = "")
    {
        var release = await Install(name, values);
        await release.RolledOut();
        return release;
    }

    /// <param name="values">All that differs from the defaults of these tests, not only what is new.</param>
    public Task Upgrade(string values) => Apply("upgrade", values);

    public Task Test() => Cluster.Helm("test", name, "--timeout", "60s");

    public Task<string> Restart() => Cluster.Kubectl("rollout", "restart", $"deployment/{Deployment}");

    public Task<string> RolledOut() =>
        Cluster.Kubectl("rollout", "status", $"deployment/{Deployment}", "--timeout=90s");

    /// <summary>In a container of the deployment.</summary>
    public Task<string> Exec(params IReadOnlyList<string> command) =>
        Cluster.Kubectl(["exec", $"deployment/{Deployment}", "-c", "app", "--", .. command]);

    /// <summary>The Service's address, as soon as it leads to a pod: a node's proxy learns of a ready pod later than
    /// the one who waits for the rollout.</summary>
    public async Task<string> ServiceUrl()
    {
        var address = await Cluster.Kubectl("get", "service", Deployment, "-o", "jsonpath={.spec.clusterIP}");
        var url = $"http://{address}/";
        await Poll.Until(
            async () => (await Cluster.Requests(url, 1, 1)).Failed == 0, PodsChange, () => $"{url} does not answer");
        return url;
    }

    public async Task<IReadOnlyList<Pod>> Pods() =>
        [.. (await Cluster.List("pods", $"app.kubernetes.io/instance={name},app.kubernetes.io/name=pm1"))
            .Select(Pod.Read)];

    /// <summary>The pods as soon as they are as wanted.</summary>
    public async Task<IReadOnlyList<Pod>> PodsWhen(Func<IReadOnlyList<Pod>, bool> condition)
    {
        IReadOnlyList<Pod> pods = [];
        await Poll.Until(async () => condition(pods = await Pods()), PodsChange, () => string.Join('\n', pods));
        return pods;
    }

    /// <summary>Waits until pods that were told to go have drained; their objects may stay for a while.</summary>
    public Task<IReadOnlyList<Pod>> OldPodsGone() => PodsWhen(pods => pods.All(pod => !pod.Deleted || !pod.Running));

    public async ValueTask DisposeAsync()
    {
        await Bed.Run("cluster", PodsChange, "helm", "uninstall", name);
        temp.Dispose();
    }

    private Task<string> Apply(string verb, string values) => Cluster.Helm(
        verb, name, Chart, "-f", temp.Write("common.yaml", Common), "-f", temp.Write("values.yaml", values));

    /// <summary>The node is small and has no registry; everything else is the chart's default.</summary>
    private static string Common => $$$"""
        replicaCount: 1
        image: {repository: {{{Images.Node[..^2]}}}, tag: "1", pullPolicy: Never}
        resources: {requests: {cpu: 20m, memory: 32Mi}, limits: {cpu: 1500m, memory: 256Mi}}
        probes: {readiness: {enabled: true, periodSeconds: 1, failureThreshold: 1}}
        extraVolumes: [{name: tests, configMap: {name: {{{KubernetesFixture.Programs}}}}}]
        extraVolumeMounts: [{name: tests, mountPath: /tests, readOnly: true}]
        """;
}
