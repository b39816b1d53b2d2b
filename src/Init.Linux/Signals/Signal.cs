namespace Init.Linux.Signals;

/// <summary>Signal numbers of x86-64 by their C names.</summary>
public static class Signal
{
    public const int SIGINT = 2;
    public const int SIGQUIT = 3;
    public const int SIGFPE = 8;
    public const int SIGKILL = 9;
    public const int SIGUSR1 = 10;
    public const int SIGSEGV = 11;
    public const int SIGUSR2 = 12;
    public const int SIGPIPE = 13;
    public const int SIGTERM = 15;
    public const int SIGCHLD = 17;
    public const int SIGSTOP = 19;
}
