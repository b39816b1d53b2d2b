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
    private const int TicksAtOnceMax = 3;
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
            case < 98:
                Observe();
                break;
            default:
                Stop();
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
            kind = kind == WorkerEventKind.LaunchFailed && _random.Next(4) != 0 ? WorkerEventKind.Executed : kind;
            var happened = new WorkerEvent(kind, Code: 127, Reason: $"{kind}");
            Happen(new PoolEvent.ToWorker(process.Slot, process.Pid, happened));
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
            Happen(new PoolEvent.ToWorker(_random.Next(_policy.Workers), pid, new WorkerEvent(kind, Code: 1)));
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
        Invariants.Hold(before, _state, _kernel);
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
                var answer = new PoolEvent.ToWorker(launch.Slot, 0, _kernel.Launch(launch.Slot));
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
