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
            "limit", sight.Limit is { } limit ? $"{ByteText.Of(limit)} ({sight.Cgroup})" : $"none{machine}");
        if (sight is { Limit: { } of and > 0, Used: { } used })
        {
            var percent = (int)(used * 100 / of);
            var fact = $"{ByteText.Of(used)}, {percent}% of the limit";
            yield return percent > PercentMax
                ? Group.Degraded("use", fact, "raise the limit, or run fewer workers: the OOM killer is near")
                : Group.Ok("use", fact);
        }

        // Nothing of pm1's depends on it: it is told to those who look for a shortage.
        yield return Group.Ok(
            "pressure", sight.Pressure == "" ? "cannot be read (cgroup v1, or a kernel without PSI)" : sight.Pressure);
    }
}
