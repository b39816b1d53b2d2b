using Init.Core.Spec;

namespace Init.Core.InitMode;

/// <summary>All that init mode needs to know, validated and total. The defaults are those of `pm1 --
/// COMMAND`.</summary>
public sealed record InitModeSpec
{
    /// <summary>The program and its arguments; empty only when <see cref="Pause"/>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public Dialect Dialect { get; init; } = Dialect.Pm1;

    /// <summary>How much to say of what happens, as the dialect counts it; 0: only what fails.</summary>
    public int Verbosity { get; init; }

    /// <summary>Say each reaped orphan (tini's -w).</summary>
    public bool WarnOnReap { get; init; }

    /// <summary>What a signal is passed on as; 0: not at all.</summary>
    public CodeMap Signals { get; init; } = CodeMap.Same;

    /// <summary>What the child's exit code (128 + n for a signal) is turned into.</summary>
    public CodeMap ExitCodes { get; init; } = CodeMap.Same;

    /// <summary>What init mode gets when its own parent dies; null: nothing.</summary>
    public int? ParentDeathSignal { get; init; }

    /// <summary>Signals go to the child's whole process group.</summary>
    public bool Group { get; init; }

    /// <summary>How much later SIGTERM is passed on.</summary>
    public TimeSpan TermDelay { get; init; }

    /// <summary>After the child's end: how long what is left may take to end of SIGTERM; null: it is not
    /// asked.</summary>
    public TimeSpan? WaitAll { get; init; }

    public UserSpec? User { get; init; }
    public bool DropCapabilities { get; init; }
    public bool NoNewPrivileges { get; init; }

    /// <summary>Take the orphans of descendants, also when this is not PID 1.</summary>
    public bool Subreaper { get; init; } = true;

    /// <summary>A SIGTERM that comes again at once is the same one: timeout(1) signals its child and then its whole
    /// group.
    /// </summary>
    public bool MergesTerms { get; init; } = true;

    /// <summary>When the child is stopped on a terminal, stop too, so that the shell that started us has its prompt
    /// back.</summary>
    public bool StopsWithChild { get; init; } = true;

    public ChildPlace Place { get; init; } = ChildPlace.OwnGroup;

    /// <summary>dumb-init: SIGTSTP, SIGTTIN and SIGTTOU stop init itself, after they were passed on.</summary>
    public bool StopsItself { get; init; }

    /// <summary>dumb-init: what is left of the group is sent SIGTERM at the child's end, and nobody waits.</summary>
    public bool TermsGroupAtEnd { get; init; }

    /// <summary>catatonit -P: no child; SIGINT or SIGTERM is the end.</summary>
    public bool Pause { get; init; }

    /// <summary>catatonit: the child starts with these blocked, beside what is inherited.</summary>
    public IReadOnlyList<int> BlockedInChild { get; init; } = [];
}
