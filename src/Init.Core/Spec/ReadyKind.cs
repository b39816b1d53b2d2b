namespace Init.Core.Spec;

public enum ReadyKind
{
    /// <summary>READY=1 or listening on a shared port, whichever comes first. With <see cref="ShareMode.Fd"/> and
    /// <see cref="ShareMode.None"/> there is nothing to see, so a worker is ready as soon as its program runs.
    /// </summary>
    Auto,

    /// <summary>READY=1 on NOTIFY_SOCKET (sd_notify(3)).</summary>
    Notify,

    /// <summary>Listening on a shared port.</summary>
    Listen,

    /// <summary>Still running after a delay.</summary>
    After,
}
