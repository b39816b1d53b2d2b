namespace Init.Core.InitMode;

public enum InitEffectKind
{
    /// <summary>This signal to the child, or to its group.</summary>
    Forward,

    /// <summary>This signal is mapped to nothing, or came twice: said, not done.</summary>
    Drop,

    /// <summary>This signal came from the kernel because a terminal was given up: said, not done.</summary>
    Swallow,

    /// <summary>This signal to every process that is left and has not been sent it yet.</summary>
    TellRest,

    /// <summary>This signal to what is left of the child's group, which has no leader any more.</summary>
    TellGroup,

    /// <summary>Stop ourselves with our process group, and give it the terminal: the child was stopped, by this signal.
    /// </summary>
    StopJob,

    /// <summary>Stop ourselves alone. Both go on when SIGCONT comes.</summary>
    StopSelf,

    /// <summary>The child's group becomes the terminal's foreground group, if ours is.</summary>
    GiveTerminal,

    /// <summary>The end, with this code.</summary>
    End,
}
