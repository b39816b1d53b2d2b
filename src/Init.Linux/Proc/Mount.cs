namespace Init.Linux.Proc;

/// <summary>One line of /proc/self/mountinfo, unescaped; the fields that pm1 uses.</summary>
/// <param name="Root">Which folder of the file system is mounted; of a cgroup outside the namespace: `/../…`.</param>
/// <param name="Point">Where, seen from this process's root.</param>
/// <param name="Type">`cgroup`, `cgroup2`, `tmpfs`…</param>
/// <param name="Options">Of the file system; with `cgroup`, the controllers are among them.</param>
internal sealed record Mount(string Root, string Point, string Type, IReadOnlyList<string> Options);
