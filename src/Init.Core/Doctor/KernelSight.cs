namespace Init.Core.Doctor;

/// <param name="Release">As uname(2) has it.</param>
/// <param name="Pidfd">A descriptor for a process.</param>
/// <param name="Inotify">News about files.</param>
/// <param name="Watches">Files that a user may watch; empty: unknown.</param>
/// <param name="Instances">Watchers that a user may have; empty: unknown.</param>
public sealed record KernelSight(string Release, Trial Pidfd, Trial Inotify, string Watches, string Instances);
