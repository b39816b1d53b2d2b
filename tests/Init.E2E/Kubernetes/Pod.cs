using System.Text.Json.Nodes;

namespace Init.E2E.Kubernetes;

/// <summary>What the kubelet says about a pod and its container `app`.</summary>
/// <param name="Deleted">It has been told to go.</param>
/// <param name="Running">Its container runs.</param>
/// <param name="Started">Its startup probe has succeeded.</param>
/// <param name="Ready">Its readiness probe succeeds.</param>
/// <param name="Restarts">How often the kubelet has started the container anew.</param>
/// <param name="Waiting">Why the container does not run now; empty if it does.</param>
/// <param name="LastExitCode">Of the container before this one; null: there was none.</param>
internal sealed record Pod(
    string Name, string Address, bool Deleted, bool Running, bool Started, bool Ready, int Restarts, string Waiting, int? LastExitCode,
    string ContainerId)
{
    public static Pod Read(JsonNode pod)
    {
        var app = pod["status"]?["containerStatuses"]?.AsArray().FirstOrDefault(status => (string?)status!["name"] == "app");
        return new Pod(
            (string)pod["metadata"]!["name"]!,
            (string?)pod["status"]?["podIP"] ?? "",
            pod["metadata"]!["deletionTimestamp"] is not null,
            app?["state"]?["running"] is not null,
            (bool?)app?["started"] ?? false,
            (bool?)app?["ready"] ?? false,
            (int?)app?["restartCount"] ?? 0,
            (string?)app?["state"]?["waiting"]?["reason"] ?? "",
            (int?)(app?["lastState"]?["terminated"] ?? app?["state"]?["terminated"])?["exitCode"],
            ((string?)app?["containerID"] ?? "").Split("//").Last());
    }
}
