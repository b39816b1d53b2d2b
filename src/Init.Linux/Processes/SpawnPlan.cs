using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Signals;

namespace Init.Linux.Processes;

/// <summary>What posix_spawn(3) can do for a child.</summary>
public sealed class SpawnPlan
{
    public required byte[] Path { get; init; }
    public required StringVector Arguments { get; init; }

    /// <summary>null: this process's own.</summary>
    public StringVector? Environment { get; init; }

    /// <summary>The mask that the program starts with.</summary>
    public required SignalSet Mask { get; init; }

    /// <summary>Signals put back to SIG_DFL. Others that are ignored stay ignored, and caught ones become SIG_DFL
    /// anyway.</summary>
    public required SignalSet Default { get; init; }

    /// <summary>The child leads a process group of its own. Set before posix_spawn returns, so kill(−pid) works at
    /// once.</summary>
    public bool NewProcessGroup { get; init; }

    /// <summary>The child leads a session of its own, which has no terminal yet.</summary>
    public bool NewSession { get; init; }

    /// <summary>That group becomes the terminal's foreground group; the descriptor of the terminal, or −1.</summary>
    public int ForegroundTerminal { get; init; } = -1;

    /// <summary>Descriptors the child gets, and under which number.</summary>
    public IReadOnlyList<(OwnedFd Fd, int Number)> Descriptors { get; init; } = [];
}
