using Init.Core.Link;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Processes;

namespace Init.Runtime.Guards;

/// <summary>Health checks that are commands: one run for each ready worker and period, told which worker it is about,
/// and killed when it takes too long. They are children of the supervisor, because only it may start any.</summary>
/// <param name="report">Takes each result.</param>
internal sealed class ExecChecks(AppSpec app, ICommandRunner runner, Action<CheckResult> report) : IGuard
{
    /// <summary>More at once would take the CPU that the workers are asked about; the others wait for the next look.
    /// </summary>
    internal const int RunsMax = 16;

    private static readonly TimeSpan LookWhileFull = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookWhileIdle = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, CheckRun> _runs = [];
    private readonly Dictionary<(int Check, int Pid), TimeSpan> _dueAt = [];

    /// <summary>How many run now.</summary>
    internal int Running => _runs.Count;

    public TimeSpan? Deadline { get; private set; } =
        app.Checks.Any(check => check.Kind == CheckKind.Exec) ? TimeSpan.Zero : null;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        foreach (var (pid, run) in _runs.Where(run => run.Value.EndsAt <= now && !run.Value.IsLate).ToList())
        {
            _runs[pid] = run with { IsLate = true };
            runner.Kill(pid);
        }

        foreach (var gone in _dueAt.Keys.Where(key => !workers.Any(worker => worker.Pid == key.Pid)).ToList())
        {
            _dueAt.Remove(gone);
        }

        var isFull = false;
        foreach (var (index, check) in app.Checks.Index().Where(item => item.Item.Kind == CheckKind.Exec))
        {
            foreach (var worker in workers.Where(worker => worker.IsReady))
            {
                isFull |= !StartIfDue(index, check, worker, now);
            }
        }

        Deadline = Next(now, isFull);
    }

    /// <summary>Of every ended child that is nobody else's.</summary>
    /// <returns>Whether it was a check.</returns>
    internal bool TryExited(int pid, ExitStatus status)
    {
        if (!_runs.Remove(pid, out var run))
        {
            return false;
        }

        var failure = run.IsLate ? $"took longer than {app.CheckTimeout.TotalSeconds:0.###}s"
            : status.ShellCode == 0 ? ""
            : $"exit code {status.ShellCode}";
        report(new CheckResult(run.Check, run.Worker.Seat.Slot, run.Worker.Pid, failure));
        return true;
    }

    /// <summary>Ends all that run; their ends are still to be reaped.</summary>
    internal void Stop()
    {
        Deadline = null;
        foreach (var pid in _runs.Keys)
        {
            runner.Kill(pid);
        }
    }

    /// <returns>False when it has to wait for room.</returns>
    private bool StartIfDue(int index, CheckSpec check, GuardedWorker worker, TimeSpan now)
    {
        var key = (index, worker.Pid);
        if ((_dueAt.TryGetValue(key, out var due) && due > now)
            || _runs.Values.Any(run => run.Check == index && run.Worker.Pid == worker.Pid))
        {
            return true;
        }

        if (_runs.Count >= RunsMax)
        {
            return false;
        }

        _dueAt[key] = now + app.CheckPeriod;
        var error = runner.Start(check, worker, out var pid);
        if (error == 0)
        {
            _runs[pid] = new CheckRun(index, worker, now + app.CheckTimeout, IsLate: false);
        }
        else
        {
            report(new CheckResult(index, worker.Seat.Slot, worker.Pid, $"cannot be started: {Errno.Text(error)}"));
        }

        return true;
    }

    private TimeSpan Next(TimeSpan now, bool isFull)
    {
        // A worker that becomes ready meanwhile waits a second at most.
        var look = now + (isFull ? LookWhileFull : LookWhileIdle);
        return _dueAt.Values.Where(due => due > now)
            .Concat(_runs.Values.Where(run => !run.IsLate).Select(run => run.EndsAt))
            .Append(look)
            .Min();
    }
}
