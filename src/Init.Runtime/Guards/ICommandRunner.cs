using Init.Core.Spec;

namespace Init.Runtime.Guards;

/// <summary>Starts what an exec check runs, and ends it.</summary>
internal interface ICommandRunner
{
    /// <returns>errno, or 0 and the pid of a child that leads a process group of its own.</returns>
    int Start(CheckSpec check, GuardedWorker worker, out int pid);

    /// <summary>SIGKILL to its group.</summary>
    void Kill(int pid);
}
