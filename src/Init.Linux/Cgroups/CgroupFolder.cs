namespace Init.Linux.Cgroups;

/// <summary>A folder in which the limits of this process's cgroup, or of one of its ancestors, can be read.</summary>
internal readonly record struct CgroupFolder(string Path, CgroupVersion Version);
