namespace Init.Core.Doctor;

/// <summary>What limits of this process allow.</summary>
public static class LimitsChecks
{
    /// <summary>For each worker that starts: its report socket, its notifications, its READY=1.</summary>
    private const int FilesPerWorker = 3;

    /// <summary>What pm1 has open besides: its own sockets, the agent's, the poller.</summary>
    private const int FilesOwn = 32;

    /// <summary>A worker is a process with a thread at least, and so is the agent with its few.</summary>
    private const int TasksOwn = 16;

    private static readonly CheckGroup Group = CheckGroup.Limits;

    public static IEnumerable<Check> Of(LimitsSight sight)
    {
        yield return Files(sight);
        yield return Tasks(
            "processes", sight.Workers, (long?)sight.Processes, 0, "for this user",
            "raise it (ulimit -u), or run fewer workers");
        yield return Tasks(
            "tasks", sight.Workers, sight.Tasks, sight.TasksUsed ?? 0, "for this cgroup",
            "raise pids.max (--pids-limit), or run fewer workers");
    }

    private static Check Files(LimitsSight sight)
    {
        if (sight is not { FilesSoft: { } soft, FilesHard: { } hard })
        {
            return Group.Degraded("descriptors", "the limit cannot be read", "allow prlimit(2)");
        }

        var allowed = hard <= FilesOwn ? 0 : (hard - FilesOwn) / FilesPerWorker;
        var fact = $"{soft} soft, {hard} hard: enough for {allowed} workers";
        return allowed < (ulong)sight.Workers
            ? Group.Missing("descriptors", fact, "raise the hard limit (ulimit -Hn), or run fewer workers")
            : Group.Ok("descriptors", fact);
    }

    private static Check Tasks(string name, int workers, long? limit, long used, string whose, string hint)
    {
        if (limit is not { } max)
        {
            return Group.Ok(name, "no limit");
        }

        var fact = used > 0 ? $"{max} {whose}, {used} of them used" : $"{max} {whose}";
        return max - used < workers + TasksOwn ? Group.Degraded(name, fact, hint) : Group.Ok(name, fact);
    }
}
