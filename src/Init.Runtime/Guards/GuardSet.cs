using Init.Core.Link;
using Init.Core.Notify;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Cgroups;
using Init.Linux.Proc;
using Init.Linux.Processes;

namespace Init.Runtime.Guards;

/// <summary>All guards of an app. Those that are not configured do not exist, and cost nothing.</summary>
internal sealed class GuardSet : IDisposable
{
    private const string Root = "/";

    private readonly GuardWiring _wiring;
    private readonly List<IGuard> _guards = [];
    private readonly WatchdogGuard _watchdog;
    private readonly CheckGuard _checks;
    private readonly ExecChecks _commands;
    private readonly OomWitness _oom = new(OomKills.Reader(Root));
    private readonly QuotaGuard _quota;

    /// <param name="cpu">As read at the start.</param>
    internal GuardSet(AppSpec app, CpuSnapshot cpu, GuardWiring wiring)
    {
        _wiring = wiring;
        _watchdog = new WatchdogGuard(
            app.HeartbeatBy == HeartbeatBy.Notify ? app.Heartbeat : null, wiring.Post);
        _checks = new CheckGuard(app, wiring.Post, wiring.Degrade);
        _commands = new ExecChecks(app, wiring.Runner, Take);
        var limit = CpuLimit.Reader(Root);
        _quota = new QuotaGuard(
            app.Workers, cpu, () => (limit(), CpuAffinity.Count(Root)), wiring.CpuChanged, wiring.Post);
        _guards.AddRange([_watchdog, _commands, _oom, _quota]);
        var memory = new KernelMemory(Root);
        if (app.MaxMemory is { } most)
        {
            _guards.Add(new MemoryGuard(most, memory, wiring.Post, wiring.Chance, wiring.Degrade));
        }

        if (app.MemoryPressure is { } percent)
        {
            _guards.Add(new PressureGuard(percent, memory, wiring.Post, wiring.Chance, wiring.Degrade));
        }

        if (app.Schedule is { } schedule)
        {
            _guards.Add(new ScheduleGuard(schedule, () => DateTimeOffset.UtcNow, wiring.Post));
        }

        if (app.Watch.Count > 0)
        {
            _guards.Add(new WatchGuard(
                app.Watch, app.WatchIgnore, wiring.Poller, wiring.Clock, wiring.Post, wiring.Degrade));
        }
    }

    /// <summary>The earliest of all; null: none.</summary>
    internal TimeSpan? Deadline
    {
        get
        {
            TimeSpan? earliest = null;
            foreach (var guard in _guards)
            {
                earliest = Deadlines.Earliest(earliest, guard.Deadline);
            }

            return earliest;
        }
    }

    internal void TakeTime(TimeSpan now)
    {
        if (!(Deadline <= now))
        {
            return;
        }

        var workers = _wiring.Workers();
        foreach (var guard in _guards.Where(guard => guard.Deadline <= now).ToList())
        {
            guard.TakeTime(now, workers);
        }
    }

    /// <summary>What a worker says of itself; what is no guard's business is left alone.</summary>
    internal void Hear(Seat seat, int pid, NotifyField field)
    {
        switch (field)
        {
            case NotifyField.Alive:
                _watchdog.Beat(pid, _wiring.Clock());
                break;
            case NotifyField.Unwell:
                _watchdog.Unwell(seat, pid, _wiring.Clock());
                break;
            case NotifyField.Heartbeat own:
                _watchdog.SetPeriod(pid, own.Period, _wiring.Clock());
                break;
        }
    }

    /// <summary>A health check was made.</summary>
    internal void Take(CheckResult result) => _checks.Take(result, _wiring.Clock(), _wiring.Workers());

    /// <summary>Of an ended child that is no worker and not the agent.</summary>
    /// <returns>Whether it was an exec check.</returns>
    internal bool TryExited(int pid, ExitStatus status) => _commands.TryExited(pid, status);

    /// <summary>Of a worker that SIGKILL has ended without our doing.</summary>
    internal bool WasOutOfMemory() => _oom.Claims(_wiring.Clock());

    /// <summary>A scale command: from now on the quota counts in this expression, or (a plain number) not at all.
    /// </summary>
    internal void Follow(WorkersExpression expression) =>
        _quota.Followed = expression.Percent == 0 ? null : expression;

    /// <summary>A drain has begun: nobody is replaced any more.</summary>
    internal void Stop()
    {
        _commands.Stop();
        foreach (var guard in _guards.OfType<IDisposable>())
        {
            guard.Dispose();
        }

        _guards.Clear();
    }

    public void Dispose() => Stop();
}
