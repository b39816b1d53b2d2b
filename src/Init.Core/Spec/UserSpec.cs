namespace Init.Core.Spec;

/// <summary>Whom the workers run as: numbers only, names are resolved from /etc/passwd and /etc/group before.</summary>
/// <param name="Groups">Supplementary groups; empty drops all of them.</param>
public sealed record UserSpec(uint Uid, uint Gid, IReadOnlyList<uint> Groups);
