using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool.Walk;

/// <summary>One pool from its start to its end, driven by chance. Every step is checked; what led there is kept for the
/// report.</summary>
internal sealed class PoolWalk
{
    private const int TrailMax = 25;

    /// <summary>How often the same deadline may be due without an event in between.</summary>
    private const int TicksAtOnceMax = 8;

    /// <summary>How long calming down may take.</summary>
    private const int RoundsMax = 500;
    private static readonly TimeSpan ObservationInterval = TimeSpan.FromMilliseconds(100);

    private readonly Random _random;
    private readonly PoolPolicy _policy;
    private readonly SimulatedKernel _kernel;
    private readonly Queue<string> _trail = [];
    private PoolState _state;
    private TimeSpan _now = TimeSpan.FromDays(1);
    private int _signals;

    internal PoolWalk(Random random)
    {
        _random = random;
        _policy = RandomPolicy.From(random);
        _kernel = new SimulatedKernel(random, _policy);
        _state = PoolState.Of(_policy.Workers);
        Note($"begin {_policy}");
        Carry(_state, PoolMachine.Begin(_state, _policy, _now));
    }

    internal bool IsOver => _state.Phase == SupervisorPhase.Stopped;

    internal int Steps { get; private set; }

    internal string Trail => string.Join('\n', _trail);

    internal void Step()
    {
        switch (_random.Next(100))
        {
            case < 20:
                Tick(Later());
                break;
            case < 60:
                News();
                break;
            case < 75:
                ExitOfAnybody();
                break;
            case < 83:
                StaleNews();
                break;
            case < 90:
                Observe();
                break;
            case < 99:
                Command();
                break;
            default:
                Stop();
                break;
        }
    }

    /// <summary>With time, and programs that start and stop as they should, whatever was begun comes to its end: every
    /// slot has one worker that serves or has done its work.</summary>
    internal void CalmDown()
    {
        if (_policy.MaxLifetime is not null)
        {
            // One that replaces its workers all the time is never calm.
            return;
        }

        if (_state.Paused)
        {
            Happen(new PoolEvent.Resume());
        }

        for (var rounds = 0; !IsOver && _state.Drain is null && !IsCalm; rounds++)
        {
            Assert.True(rounds < RoundsMax, $"it does not calm down: {Restless}");
            foreach (var process in _kernel.Live.Values.ToList())
            {
                Behave(process);
            }

            Tick(_state.NextDeadline is { } due && due > _now ? due : _now + TimeSpan.FromSeconds(1));
        }
    }

    private string Restless => $"reload {_state.Roll?.Outcome}, wishes {_state.Wishes.Count}, wanted {_state.Wanted}, "
        + string.Join("; ", _state.Workers.Values.Select(
            worker => $"{worker.Seat} {worker.Duty} {worker.State} {worker.Pid} done {worker.IsDone}"));

    private bool IsCalm => _state is { Roll: null or { IsRunning: false }, Wishes.Count: 0 }
        && _state.Workers.Values.All(worker => worker.Duty == Duty.Incumbent
            && worker.State is WorkerState.Ready or WorkerState.Stopped);

    /// <summary>One that is told to stop stops, one that starts becomes ready, one that drains runs dry.</summary>
    private void Behave(SimulatedProcess process)
    {
        if (process.SignalledAt is not null || process.IsKilled
            || _state.Workers.GetValueOrDefault(process.Seat)?.State == WorkerState.Stopping)
        {
            Happen(_kernel.Exit(process));
            return;
        }

        WorkerEventKind[] kinds = _state.Workers.GetValueOrDefault(process.Seat)?.State switch
        {
            WorkerState.Starting =>
                [WorkerEventKind.Executed, WorkerEventKind.Listening, WorkerEventKind.Notified],
            WorkerState.Draining => [WorkerEventKind.SeenQuiet, WorkerEventKind.SeenQuiet],
            _ => [],
        };
        foreach (var kind in kinds)
        {
            Happen(new PoolEvent.ToWorker(process.Seat, process.Pid, new WorkerEvent(kind)));
        }
    }

    private void Command()
    {
        switch (_random.Next(12))
        {
            case < 3:
                Happen(new PoolEvent.Reload("a reload command"));
                break;
            case < 5:
                Happen(new PoolEvent.Scale(_random.Next(1, 7), "a scale command"));
                break;
            case < 8 when Anybody() is { } process:
                Happen(new PoolEvent.Replace(
                    process.Seat, process.Pid, RestartReason.Memory, "is too fat", _random.Next(2) == 0));
                break;
            case 8:
                Happen(new PoolEvent.Restart(_random.Next(2) == 0 ? null : _random.Next(5)));
                break;
            case 9 when _random.Next(4) == 0:
                Happen(new PoolEvent.Pause());
                break;
            default:
                Happen(new PoolEvent.Resume());
                break;
        }
    }

    /// <summary>With a stop, ticks in time and processes that die when killed, every pool ends within its grace.
    /// </summary>
    internal void Finish()
    {
        if (_state.Drain is null && !IsOver)
        {
            Signal("SIGTERM", hurries: true);
        }

        // A jump of the clock may have gone past it.
        var end = _state.Drain?.KillAt > _now ? _state.Drain.KillAt : _now;
        while (!IsOver)
        {
            foreach (var process in _kernel.Live.Values.Where(process => process.IsEnding).ToList())
            {
                Happen(_kernel.Exit(process));
            }

            var next = _now + ObservationInterval;
            Tick(_state.NextDeadline is { } due && due < next ? due : next);
            Observe();
            Assert.True(IsOver || _now <= end + ObservationInterval, "the grace is over, the pool is not");
        }

        AfterTheEnd();
    }

    private void AfterTheEnd()
    {
        var last = _state;
        StaleNews();
        Stop();
        Observe();
        Tick(_now + TimeSpan.FromHours(1));
        Assert.Same(last, _state);
    }

    private TimeSpan Later() => _random.Next(10) switch
    {
        0 => _now,
        1 => _now + TimeSpan.FromSeconds(_random.Next(60)),
        < 6 when _state.NextDeadline is { } due && due > _now => due,
        _ => _now + TimeSpan.FromMilliseconds(_random.Next(300)),
    };

    private void Tick(TimeSpan at)
    {
        _now = at > _now ? at : _now;
        Happen(new PoolEvent.Tick());
        for (var ticks = 0; _state.NextDeadline <= _now; ticks++)
        {
            Assert.True(ticks < TicksAtOnceMax, $"deadline {_state.NextDeadline} stays in the past");
            Happen(new PoolEvent.Tick());
        }
    }

    private void News()
    {
        if (Anybody() is { } process)
        {
            var kind = (WorkerEventKind)_random.Next((int)WorkerEventKind.LaunchFailed, (int)WorkerEventKind.Exited);
            kind = kind == WorkerEventKind.Leaving && _random.Next(10) != 0 ? WorkerEventKind.SeenQuiet : kind;
            kind = kind == WorkerEventKind.LaunchFailed && _random.Next(4) != 0 ? WorkerEventKind.Executed : kind;
            var happened = new WorkerEvent(kind, Code: 127, Reason: $"{kind}")
            {
                StopIsCaught = _random.Next(2) == 0, Extension = TimeSpan.FromSeconds(_random.Next(20)),
            };
            Happen(new PoolEvent.ToWorker(process.Seat, process.Pid, happened));
        }
    }

    private void ExitOfAnybody()
    {
        if (Anybody() is { } process && (process.IsEnding || _random.Next(3) == 0))
        {
            Happen(_kernel.Exit(process));
        }
    }

    private void StaleNews()
    {
        // A deadline that is due already would be met at any event.
        if (_kernel.Gone.Count > 0 && !(_state.NextDeadline <= _now))
        {
            var pid = _kernel.Gone[_random.Next(_kernel.Gone.Count)];
            var kind = (WorkerEventKind)_random.Next((int)WorkerEventKind.LaunchFailed, (int)WorkerEventKind.Stop);
            var before = _state.Workers;
            var seat = new Seat(_random.Next(_policy.Workers), _random.Next(Seat.Sides));
            Happen(new PoolEvent.ToWorker(seat, pid, new WorkerEvent(kind, Code: 1)));
            Assert.True(before.SequenceEqual(_state.Workers), "news of the dead changed the living");
        }
    }

    private void Observe()
    {
        if (_state.WantsObservation)
        {
            Happen(new PoolEvent.Observed(new DrainObservation(
                _random.Next(3), _random.Next(2), _random.Next(2), _random.Next(2) == 0)));
        }
    }

    private void Stop()
    {
        if (_random.Next(3) == 0)
        {
            Signal("a drain command", hurries: false);
        }
        else
        {
            Signal("SIGTERM", hurries: true);
        }
    }

    private void Signal(string what, bool hurries)
    {
        _signals += hurries ? 1 : 0;
        Happen(new PoolEvent.Stop(what, hurries));
    }

    private SimulatedProcess? Anybody() =>
        _kernel.Live.Count == 0 ? null : _kernel.Live.Values.ElementAt(_random.Next(_kernel.Live.Count));

    private void Happen(PoolEvent happened)
    {
        Steps++;
        Note($"{_now.TotalSeconds:0.000} {happened}");
        var before = _state;
        Carry(before, Next(happened));
        Invariants.Hold(before, happened, _state, _policy, _kernel);
    }

    private PoolStep Next(PoolEvent happened) =>
        PoolMachine.Next(_state, happened, _policy, _now, _random.NextDouble());

    /// <summary>As the supervisor does: in order, and a launch is answered before the next effect.</summary>
    private void Carry(PoolState before, PoolStep step)
    {
        _state = step.State;
        foreach (var effect in step.Effects)
        {
            Note($"    {effect}");
            if (effect is Effect.Launch launch)
            {
                Assert.Null(before.Drain);
                var answer = new PoolEvent.ToWorker(launch.Seat, 0, _kernel.Launch(launch.Seat));
                Note($"    {answer}");
                Carry(_state, Next(answer));
            }
            else
            {
                _kernel.Perform(effect, before, _state, _signals, _now);
            }
        }
    }

    private void Note(string line)
    {
        _trail.Enqueue(line);
        if (_trail.Count > TrailMax)
        {
            _trail.Dequeue();
        }
    }
}
