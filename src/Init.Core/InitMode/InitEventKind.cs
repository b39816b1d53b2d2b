namespace Init.Core.InitMode;

public enum InitEventKind
{
    /// <summary>Somebody sent us this signal. Never SIGCHLD.</summary>
    Signalled,

    /// <summary>The child has ended, with this code.</summary>
    MainEnded,

    /// <summary>The child was stopped, by this signal.</summary>
    MainStopped,

    /// <summary>Another child was reaped; what it leaves behind may be ours now.</summary>
    OrphanReaped,

    /// <summary>There is no child any more.</summary>
    NoneLeft,

    Tick,
}
