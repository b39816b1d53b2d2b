using Init.Core.Spec;

namespace Init.Core.Doctor;

/// <summary>What it takes that several workers serve one port, and that none of its connections is lost.</summary>
public static class SharingChecks
{
    private const string Instead = "pass the socket on with --listen, or use --share none";

    private static readonly CheckGroup Group = CheckGroup.Sharing;

    public static IEnumerable<Check> Of(SharingSight sight)
    {
        var needed = sight.Share == ShareMode.Bind;

        // One worker alone can bind by itself.
        var shared = needed && sight.Workers > 1;
        Check[] bind =
        [
            Group.Of(
                "notification", sight.Notification, "seccomp stopped a child at bind(2) and told us",
                HintOf(sight.Notification), needed),
            Behind(
                "memory", sight.Memory, "the stopped child's memory and descriptors were read",
                $"workers must run as pm1's own user, or pm1 needs CAP_SYS_PTRACE; else {Instead}", shared),
            Behind(
                "replacement", sight.Replacement, "our socket took the place of the child's",
                $"it needs Linux 5.9; {Instead}", shared),
        ];
        foreach (var check in bind)
        {
            // Node asks for its sockets on its channel: nothing is lost.
            yield return sight.Share == ShareMode.Node && check.Verdict != Verdict.Ok
                ? Group.Ok(check.Name, $"not needed for Node ({check.Fact})") : check;
        }

        yield return Group.Of(
            "steering", sight.Steering, "connections can be steered (SO_REUSEPORT with classic BPF)",
            "during a reload old and new workers accept from one queue");
        yield return Group.Of(
            "hold", sight.Hold, "a listener can hold new connections off (socket filter)",
            sight.Hold.Outcome == TrialOutcome.Refused
                ? "add NET_ADMIN, or at the end connections still come while the queue is emptied, and the last may be reset"
                : "at the end connections still come while the queue is emptied, and the last may be reset");
        yield return Group.Of(
            "requests", sight.Requests, "requests under way can be seen (sock_diag)",
            "at the end pm1 cannot tell busy workers: give --drain-delay, and programs that finish by themselves");
        yield return Group.Of(
            "backlog", sight.Backlog, "the queue of a listener can be seen (TCP_INFO)",
            "at the end pm1 cannot see whether the queue is empty");
    }

    /// <summary>What could not be tried because something before it failed is not what is missing.</summary>
    private static Check Behind(string name, Trial trial, string fact, string hint, bool isEssential) =>
        trial.Outcome == TrialOutcome.NotTried
            ? Group.Degraded(name, $"not tried: {trial.Why}", "see the first of this group that is missing")
            : Group.Of(name, trial, fact, hint, isEssential);

    /// <summary>Each refusal has another remedy.</summary>
    public static string HintOf(Trial notification) => notification.Outcome switch
    {
        TrialOutcome.Taken => $"another supervisor above pm1 uses seccomp notification already; {Instead}",
        TrialOutcome.Absent => $"it needs Linux 5.9, and a seccomp profile that does not hide it; {Instead}",
        TrialOutcome.Refused => $"the container's seccomp profile refuses it; {Instead}",
        TrialOutcome.Works or TrialOutcome.Failed or TrialOutcome.NotTried => Instead,
    };
}
