namespace Init.Linux.Processes;

/// <summary>What execve(2) makes of a file, as far as its first bytes tell.</summary>
public enum ProgramKind
{
    /// <summary>An ELF program for this machine that brings all its code.</summary>
    Static,

    /// <summary>An ELF program that a loader (PT_INTERP) completes.</summary>
    Dynamic,

    /// <summary>`#!`.</summary>
    Script,

    /// <summary>An ELF program for another machine.</summary>
    Foreign,

    /// <summary>Nothing that the kernel knows by itself: ENOEXEC, after which it is given to /bin/sh.</summary>
    Unknown,
}
