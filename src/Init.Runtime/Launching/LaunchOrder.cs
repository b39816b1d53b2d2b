using Init.Core.Spec;
using Init.Linux.Descriptors;

namespace Init.Runtime.Launching;

/// <summary>What is to be started, as the supervisor knows it.</summary>
internal sealed record LaunchOrder
{
    public required AppSpec App { get; init; }

    /// <summary>The program and its arguments, for this slot.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>`NAME=value`, complete but for LISTEN_PID.</summary>
    public required IReadOnlyList<byte[]> Environment { get; init; }

    /// <summary>Become descriptors 3 and above: those of socket activation, in the order of LISTEN_FDNAMES, or the
    /// channel.</summary>
    public required IReadOnlyList<OwnedFd> Sockets { get; init; }

    /// <summary>LISTEN_PID is to be its own.</summary>
    public bool TellsListenPid { get; init; }

    /// <summary>Becomes its standard error; null: pm1's own.</summary>
    public OwnedFd? StandardError { get; init; }
}
