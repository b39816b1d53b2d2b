using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Agents;
using Init.Runtime.Guards;

namespace Init.Runtime.Supervision;

/// <summary>Reaps children and tells whose they were. What is left of a worker's group is signalled while the dead leader
/// still keeps the group's number from being used again.</summary>
internal sealed class EndedChildren(
    Poller poller, WorkerTable workers, GuardSet guards, AgentKeeper? agent, Func<PoolState> pool)
{
    private const int ReapsPerRound = 16;

    /// <summary>Some were left for the next round.</summary>
    internal bool HasMore { get; private set; }

    /// <summary>Every ended child, because one SIGCHLD may stand for many; so many a round, and the rest in the next.
    /// </summary>
    internal void ReapSome()
    {
        for (var left = ReapsPerRound; Children.TryPeekEnded(out var pid, out var status); left--)
        {
            poller.GiveWay();
            if (left == 0)
            {
                HasMore = true;
                return;
            }

            var worker = workers.Find(pid);
            if (worker is not null && WorkerTable.HandsOver(worker, pid))
            {
                // Orphaned, its main process has become our child, and its end is still to come.
                Children.Reap(pid);
                continue;
            }

            Reap(pid, status, worker);
        }

        HasMore = false;
    }

    private void Reap(int pid, ExitStatus status, WorkerProcess? worker)
    {
        if (worker is null)
        {
            Children.Reap(pid);
            if (pid == agent?.Pid)
            {
                agent.Exited(status);
            }
            else
            {
                _ = guards.TryExited(pid, status);
            }

            return;
        }

        var state = pool().Workers.GetValueOrDefault(worker.Seat)?.State ?? WorkerState.Stopped;
        WorkerTable.SweepGroup(worker, state);
        Children.Reap(pid);
        var isKernels = status.Signal == Signal.SIGKILL && state != WorkerState.Killed;
        workers.Ended(worker, status, isKernels && guards.WasOutOfMemory());
    }
}
