namespace Init.Core.Notify;

/// <summary>One thing that a program says of itself by sd_notify(3).</summary>
public abstract record NotifyField
{
    private NotifyField()
    {
    }

    /// <summary>READY=1</summary>
    public sealed record Ready : NotifyField;

    /// <summary>RELOADING=1</summary>
    /// <param name="Since">MONOTONIC_USEC, by CLOCK_MONOTONIC; null: not said.</param>
    public sealed record Reloading(TimeSpan? Since) : NotifyField;

    /// <summary>STOPPING=1</summary>
    public sealed record Stopping : NotifyField;

    /// <summary>STATUS=…, made harmless for a terminal; may be empty.</summary>
    public sealed record Status(string Text) : NotifyField;

    /// <summary>WATCHDOG=1: it is alive.</summary>
    public sealed record Alive : NotifyField;

    /// <summary>WATCHDOG=trigger: it knows that it is not well, and wants to be replaced.</summary>
    public sealed record Unwell : NotifyField;

    /// <summary>WATCHDOG_USEC=…: from now on it says <see cref="Alive"/> so often.</summary>
    /// <param name="Period">More than zero.</param>
    public sealed record Heartbeat(TimeSpan Period) : NotifyField;

    /// <summary>EXTEND_TIMEOUT_USEC=…: what it is doing (start, stop) takes so long from now.</summary>
    public sealed record ExtendTimeout(TimeSpan By) : NotifyField;

    /// <summary>MAINPID=…: a number and no more; whose it is must be proven.</summary>
    /// <param name="Pid">More than 1.</param>
    public sealed record MainPid(int Pid) : NotifyField;

    /// <summary>ERRNO=…: why it failed.</summary>
    public sealed record Errno(int Number) : NotifyField;

    /// <summary>EXIT_STATUS=…: what it, or what it speaks for, exited with.</summary>
    public sealed record ExitStatus(int Code) : NotifyField;

    /// <summary>BARRIER=1: it waits until the descriptor that came along is closed.</summary>
    public sealed record Barrier : NotifyField;
}
