using System.Globalization;

namespace Init.Core.Doctor;

/// <summary>pm1 itself and its place among processes.</summary>
public static class ProcessChecks
{
    private static readonly CheckGroup Group = CheckGroup.Pm1;

    public static IEnumerable<Check> Of(ProcessSight sight)
    {
        yield return Group.Ok("version", sight.Version);
        var who = $"pid {sight.Pid}, parent {sight.Parent}";
        yield return sight.Pid == 1
            ? Group.Ok("orphans", "pid 1: they come here by themselves")
            : Group.Of(
                "orphans", sight.Adoption, $"{who}: they come here after asking for them (subreaper)",
                "orphans are left to PID 1; start pm1 as PID 1, or allow prctl(2)");
        yield return Group.Of(
            "proc", sight.Proc, "/proc shows this process", "mount /proc: pm1 starts workers through it",
            isEssential: true);
        var took = sight.LaunchMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        yield return Group.Of(
            "launch", sight.Launch, $"a child was started in {took} ms",
            "pm1 needs /proc, memory, a free pid and free descriptors", isEssential: true);
    }
}
