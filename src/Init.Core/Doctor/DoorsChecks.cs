namespace Init.Core.Doctor;

/// <summary>Addresses that pm1 itself would bind, and whether a pm1 runs here already.</summary>
public static class DoorsChecks
{
    private const string TakenHint = "another process in this network namespace holds it: stop that one, or choose another";

    private static readonly CheckGroup Group = CheckGroup.Doors;

    public static IEnumerable<Check> Of(DoorsSight sight)
    {
        yield return sight.Running is { } running
            ? Group.Ok("running", running) : Group.Ok("running", $"none reached: {sight.NotRunning}");
        yield return sight.Admin is not { } admin ? Group.Ok("admin", "off")
            : sight.AdminTrial.Works ? Group.Ok("admin", $"{admin} is free")
            : Group.Degraded(
                "admin", $"{admin}: {sight.AdminTrial.Why}",
                sight.Running is not null && sight.AdminTrial.Outcome == TrialOutcome.Taken
                    ? "a pm1 runs here already; a second one needs another --admin"
                    : "probes by HTTP and /metrics would be off; choose another address (--admin)");
        foreach (var (address, trial) in sight.Listen)
        {
            yield return Group.Of(
                $"listen {address}", trial, "free",
                trial.Outcome switch
                {
                    TrialOutcome.Taken => TakenHint,
                    TrialOutcome.Refused => "use a port from 1024 on, or add NET_BIND_SERVICE",
                    _ => "choose another address",
                },
                isEssential: true);
        }
    }
}
