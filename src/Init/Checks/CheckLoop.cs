using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Doors;

namespace Init.Checks;

/// <summary>Makes the health checks that go over the network: each as often in a period as there are ready workers,
/// because the kernel chooses which of them answers.</summary>
/// <param name="report">Takes each result.</param>
internal sealed class CheckLoop(AgentChecks checks, ISupervisor supervisor, Action<CheckResult> report)
{
    /// <summary>More attempts in a period would be load, not a check.</summary>
    private const int AttemptsMax = 16;

    /// <summary>While there is nobody to check, and at most how often one check is made.</summary>
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(50);

    /// <summary>Until the link ends.</summary>
    internal Task RunAsync(Task link) => Task.WhenAll(
        checks.Checks.Index()
            .Where(item => item.Item.Kind != CheckKind.Exec)
            .Select(item => RunAsync(item.Index, item.Item, link)));

    /// <summary>One attempt.</summary>
    /// <returns>When the next one is due.</returns>
    internal async Task<TimeSpan> NextAsync(int index, CheckSpec check)
    {
        var workers = Checkable(await supervisor.AskAsync());
        if (workers.Count == 0)
        {
            return checks.Period;
        }

        report(await CheckAttempt.MakeAsync(index, check, workers, checks.Timeout));
        var attempts = Math.Min(workers.Count(worker => worker.State == WorkerState.Ready), AttemptsMax);
        return checks.Period / Math.Max(attempts, 1);
    }

    private async Task RunAsync(int index, CheckSpec check, Task link)
    {
        while (!link.IsCompleted)
        {
            var wait = await NextAsync(index, check);
            await Task.WhenAny(link, Task.Delay(wait > WaitMin ? wait : WaitMin));
        }
    }

    /// <summary>Empty unless one is ready. One that drains may still hold the connection.</summary>
    private static List<WorkerSnapshot> Checkable(Snapshot? snapshot)
    {
        var workers = snapshot is { Phase: SupervisorPhase.Running, Apps: [var app, ..] }
            ? app.Workers.Where(worker => worker.Pid != 0).ToList() : [];
        return workers.Exists(worker => worker.State == WorkerState.Ready) ? workers : [];
    }
}
