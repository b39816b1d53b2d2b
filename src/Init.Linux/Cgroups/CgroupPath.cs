namespace Init.Linux.Cgroups;

/// <summary>The place of a cgroup as seen from the root of this process's cgroup namespace: some levels up
/// (`/../..`), then down by name; see cgroup_namespaces(7).</summary>
internal readonly record struct CgroupPath(int Up, string[] Names)
{
    /// <returns>null when it is not absolute or goes up again after a name.</returns>
    public static CgroupPath? Parse(string text)
    {
        if (!text.StartsWith('/'))
        {
            return null;
        }

        var names = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var up = names.TakeWhile(name => name == "..").Count();
        names = names[up..];
        return names.Contains("..") ? null : new CgroupPath(up, names);
    }

    /// <summary>The way down from <paramref name="mounted"/> to this cgroup, as far as its names are known: a mount
    /// that begins above the namespace's root is an ancestor, but no file says what the levels between are called.
    /// </summary>
    /// <returns>null when this cgroup is not known to be inside.</returns>
    public string[]? Below(CgroupPath mounted)
    {
        if (mounted.Up > Up)
        {
            return mounted.Names.Length == 0 ? [] : null;
        }

        var inside = mounted.Up == Up
            && mounted.Names.Length <= Names.Length
            && mounted.Names.AsSpan().SequenceEqual(Names.AsSpan(0, mounted.Names.Length));
        return inside ? Names[mounted.Names.Length..] : null;
    }
}
