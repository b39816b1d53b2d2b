using System.Text.Json.Nodes;

namespace Init.E2E.Kubernetes;

/// <summary>What the kubelet says about a pod and its container `app`.</summary>
/// <param name="Deleted">It has been told to go.</param>
/// <param name="Running">Its container runs.</param>
/// <param name="RunningSince">The container's start, in whole seconds; null while it does not run.</param>
/// <param name="Ready">Its readiness probe succeeds.</param>
/// <param name="ReadyChanged">When it became ready, or ceased to be, in whole seconds.</param>
/// <param name="Started">Its startup probe has succeeded.</param>
/// <param name="Restarts">How often the kubelet has started the container anew.</param>
/// <param name="Waiting">Why the container does not run now; empty if it does.</param>
/// <param name="LastExitCode">Of the container before this one; null: there was none.</param>
internal sealed record Pod(
    string Name, string Address, bool Deleted, bool Running, DateTimeOffset? RunningSince,
    bool Ready, DateTimeOffset? ReadyChanged, bool Started, int Restarts, string Waiting, int? LastExitCode,
    string ContainerId)
{
    public static Pod Read(JsonNode pod)
    {
        var status = pod["status"];
        var app = status?["containerStatuses"]?.AsArray().FirstOrDefault(one => (string?)one!["name"] == "app");
        var ready = status?["conditions"]?.AsArray().FirstOrDefault(one => (string?)one!["type"] == "ContainersReady");
        var running = app?["state"]?["running"];
        return new Pod(
            (string)pod["metadata"]!["name"]!,
            (string?)status?["podIP"] ?? "",
            pod["metadata"]!["deletionTimestamp"] is not null,
            running is not null,
            (DateTimeOffset?)running?["startedAt"],
            (bool?)app?["ready"] ?? false,
            (DateTimeOffset?)ready?["lastTransitionTime"],
            (bool?)app?["started"] ?? false,
            (int?)app?["restartCount"] ?? 0,
            (string?)app?["state"]?["waiting"]?["reason"] ?? "",
            (int?)app?["lastState"]?["terminated"]?["exitCode"],
            ((string?)app?["containerID"] ?? "").Split("//").Last());
    }
}
