namespace Init.Core.Doctor;

public static class MemoryChecks
{
    /// <summary>Above this share of the limit the next worker may be the last.</summary>
    private const int PercentMax = 90;

    private static readonly CheckGroup Group = CheckGroup.Memory;

    public static IEnumerable<Check> Of(MemorySight sight)
    {
        var machine = sight.Machine is { } bytes ? $", the machine has {ByteText.Of(bytes)}" : "";
        yield return Group.Ok(
            "limit", sight.Limit is { } limit ? $"{ByteText.Of(limit)} ({sight.LimitPlace})" : $"none{machine}");
        if (sight is { Limit: { } of and > 0, Used: { } used })
        {
            var percent = (int)(used * 100 / of);
            var fact = $"{ByteText.Of(used)}, {percent}% of the limit";
            yield return percent > PercentMax
                ? Group.Degraded("use", fact, "raise the limit, or run fewer workers: the OOM killer is near")
                : Group.Ok("use", fact);
        }

        yield return sight.Pressure == ""
            ? Group.Degraded(
                "pressure", "memory.pressure cannot be read",
                "shortage shows only when the OOM killer comes; cgroup v2 and a kernel with PSI (psi=1) tell earlier")
            : Group.Ok("pressure", sight.Pressure);
    }
}
