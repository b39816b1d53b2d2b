namespace Init.E2E.Harness;

/// <summary>Numbers of x86-64 and arm64 Linux.</summary>
internal static class Signals
{
    public const int HUP = 1;
    public const int INT = 2;
    public const int QUIT = 3;
    public const int KILL = 9;
    public const int USR1 = 10;
    public const int USR2 = 12;
    public const int PIPE = 13;
    public const int TERM = 15;
    public const int CONT = 18;
    public const int STOP = 19;

    /// <summary>What a shell, Docker and Kubernetes show for a process that a signal ended.</summary>
    public static int ExitCode(int signal) => 128 + signal;
}
