using Init.Core.Spec;
using Init.Runtime.Guards;

namespace Init.Runtime.Tests.Guards;

internal sealed class FakeRunner : ICommandRunner
{
    internal List<int> Started { get; } = [];

    internal List<int> Killed { get; } = [];

    internal int Error { get; set; }

    internal int LastPid { get; private set; } = 1000;

    public int Start(CheckSpec check, GuardedWorker worker, out int pid)
    {
        pid = Error == 0 ? ++LastPid : 0;
        if (Error == 0)
        {
            Started.Add(worker.Pid);
        }

        return Error;
    }

    public void Kill(int pid) => Killed.Add(pid);
}
