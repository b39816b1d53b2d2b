using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Runtime.Guards;

/// <summary>Replaces a worker that fails a health check so many times in a row. Results come from elsewhere: HTTP, TCP
/// and gRPC from the agent, commands from <see cref="ExecChecks"/>.</summary>
/// <param name="degrade">For a check that fails without a worker to blame, once each.</param>
internal sealed class CheckGuard(AppSpec app, Action<PoolEvent> post, Action<Degradation> degrade)
{
    private readonly Dictionary<(int Check, int Pid), int> _failures = [];
    private readonly AskedPids _asked = new();

    internal void Take(CheckResult result, TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        if (result.Check < 0 || result.Check >= app.Checks.Count)
        {
            return;
        }

        Forget(workers, now);
        if (Answerable(result, workers) is not { } worker)
        {
            if (result.Failure.Length > 0 && result.Pid <= 0 && workers.Any(candidate => IsWatched(candidate, now)))
            {
                Say(result);
            }

            return;
        }

        var key = (result.Check, worker.Pid);
        if (result.Failure.Length == 0)
        {
            _failures.Remove(key);
        }
        else if (IsWatched(worker, now))
        {
            Count(key, result, worker, now);
        }
    }

    private void Count((int, int) key, CheckResult result, GuardedWorker worker, TimeSpan now)
    {
        var count = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        if (count >= app.CheckThreshold && _asked.Ask(worker.Pid, now))
        {
            var times = count == 1 ? "" : $" {count} times in a row";
            post(new PoolEvent.Replace(
                worker.Seat, worker.Pid, RestartReason.Check,
                $"failed {app.Checks[result.Check].Text}{times}: {result.Failure}"));
        }
    }

    /// <summary>A connection that nobody accepted cannot be held against anybody, unless there is only one.</summary>
    private static GuardedWorker? Answerable(CheckResult result, IReadOnlyList<GuardedWorker> workers)
    {
        var named = workers.Where(worker => worker.Pid == result.Pid).ToList();
        return named is [var one] ? one
            : result.Pid <= 0 && workers is [{ IsReady: true } only] ? only
            : null;
    }

    private bool IsWatched(GuardedWorker worker, TimeSpan now) =>
        worker.IsReady && now - worker.ReadyAt >= app.CheckStartPeriod;

    private void Say(CheckResult result)
    {
        var text = app.Checks[result.Check].Text;
        degrade(new Degradation(
            $"check {result.Check}",
            $"{text} failed, and it cannot be told which worker did: {result.Failure}",
            "none is replaced for it; exec: checks and heartbeat know each worker"));
    }

    private void Forget(IReadOnlyList<GuardedWorker> workers, TimeSpan now)
    {
        _asked.Keep(workers, now);
        foreach (var key in _failures.Keys.Where(key => !workers.Any(worker => worker.Pid == key.Pid)).ToList())
        {
            _failures.Remove(key);
        }
    }
}
