using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>kill(2). Only for children that have not been reaped: until then the kernel cannot give their number to
/// anybody else.</summary>
public static class ProcessSignal
{
    /// <returns>errno, or 0. ESRCH and EPERM (a setuid child) are ordinary.</returns>
    public static int Send(int pid, int signal) => Libc.kill(pid, signal) == 0 ? 0 : LastError.Value;

    /// <summary>To every process of a child's group.</summary>
    public static int SendToGroup(int leader, int signal) => Libc.kill(-leader, signal) == 0 ? 0 : LastError.Value;
}
