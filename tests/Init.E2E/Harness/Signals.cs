namespace Init.E2E.Harness;

/// <summary>Numbers of x86-64 and arm64 Linux.</summary>
internal static class Signals
{
    public const int HUP = 1;
    public const int INT = 2;
    public const int QUIT = 3;
    public const int ILL = 4;
    public const int TRAP = 5;
    public const int ABRT = 6;
    public const int BUS = 7;
    public const int FPE = 8;
    public const int KILL = 9;
    public const int USR1 = 10;
    public const int SEGV = 11;
    public const int USR2 = 12;
    public const int PIPE = 13;
    public const int TERM = 15;
    public const int CONT = 18;
    public const int STOP = 19;
    public const int WINCH = 28;
    public const int TSTP = 20;
    public const int TTIN = 21;
    public const int TTOU = 22;
    public const int SYS = 31;

    /// <summary>What a shell, Docker and Kubernetes show for a process that a signal ended.</summary>
    public static int ExitCode(int signal) => 128 + signal;
}
