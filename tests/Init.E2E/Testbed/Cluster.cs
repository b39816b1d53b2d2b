using System.Globalization;
using System.Text.Json.Nodes;

namespace Init.E2E.Testbed;

/// <summary>The one-node Kubernetes of the test bed.</summary>
internal static class Cluster
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    public static Task<string> Kubectl(params IReadOnlyList<string> arguments) =>
        Bed.Must("cluster", Bound, ["kubectl", .. arguments]);

    public static Task<string> Helm(params IReadOnlyList<string> arguments) =>
        Bed.Must("cluster", Bound, ["helm", .. arguments]);

    /// <summary>containerd's own client, for what Kubernetes has no word for.</summary>
    public static Task<string> Containerd(params IReadOnlyList<string> arguments) =>
        Bed.Must("cluster", Bound, ["ctr", .. arguments]);

    /// <summary>The objects of a kind, by label.</summary>
    public static async Task<IReadOnlyList<JsonNode>> List(string kind, string selector)
    {
        var json = await Kubectl("get", kind, "-l", selector, "-o", "json");
        return [.. JsonNode.Parse(json)!["items"]!.AsArray().Select(item => item!)];
    }

    /// <summary>Clients on the node, until they are told to stop.</summary>
    public static LoadClient Load(string url, int fresh, int kept) =>
        new(Bed.Start("cluster", [.. Client(url, fresh), "--kept", kept.ToString(CultureInfo.InvariantCulture)]));

    /// <summary>About so many requests from the node, each on a connection of its own.</summary>
    public static async Task<LoadTally> Requests(string url, int fresh, int requests)
    {
        var count = requests.ToString(CultureInfo.InvariantCulture);
        return LoadReport.Read(await Bed.Must("cluster", Bound, [.. Client(url, fresh), "--requests", count])).Fresh;
    }

    /// <summary>One request from the node; the body, whatever the status. Fails the test when nobody answers.</summary>
    public static Task<string> Get(string url) => Bed.Must("cluster", Bound, "exec", "curl", "-s", "-m", "5", url);

    private static string[] Client(string url, int fresh) =>
        ["exec", "python3", LoadClient.Script, url, "--fresh", fresh.ToString(CultureInfo.InvariantCulture)];
}
