namespace Init.Core.Doctor;

/// <param name="Name">Of /etc/passwd; null: no entry.</param>
/// <param name="Groups">All group numbers, as /proc shows them.</param>
/// <param name="Home">HOME; null: not set.</param>
/// <param name="IsHomeThere">Such a folder exists.</param>
/// <param name="Effective">Capabilities, a bit each.</param>
/// <param name="Permitted">See above.</param>
/// <param name="Bounding">See above.</param>
/// <param name="NoNewPrivileges">`0`, `1`, empty: unknown.</param>
/// <param name="Seccomp">Our own mode: `0`, `1`, `2`, empty: unknown.</param>
/// <param name="Filters">How many filters we have; empty: unknown.</param>
public sealed record IdentitySight(
    uint Uid, uint Gid, string? Name, string Groups, string? Home, bool IsHomeThere, ulong Effective, ulong Permitted,
    ulong Bounding, string NoNewPrivileges, string Seccomp, string Filters);
