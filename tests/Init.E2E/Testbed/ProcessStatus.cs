namespace Init.E2E.Testbed;

/// <summary>The lines of a /proc/PID/status: a name, a colon, a tab, a value.</summary>
internal static class ProcessStatus
{
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> lines) => lines
        .Select(line => line.Split(":\t", 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());
}
