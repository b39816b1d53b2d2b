using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>One event being worked through: the state so far and the effects so far. It lives for one call of
/// <see cref="PoolMachine.Next"/>.</summary>
internal sealed class PoolTurn(PoolState state, PoolPolicy policy, TimeSpan now, double chance)
{
    private readonly List<Effect> _effects = [];

    internal PoolState State { get; set; } = state;

    internal PoolPolicy Policy => policy;

    internal TimeSpan Now => now;

    internal PoolStep Step => new(State, _effects);

    /// <summary>Beyond the wanted number: who is to take over, and who has yet to leave.</summary>
    internal int Surplus => State.Workers.Values.Count(worker => worker.Duty != Duty.Incumbent && worker.Exists);

    internal int Surge => policy.ReloadSurge.Of(State.Wanted);

    internal void Add(Effect effect) => _effects.Add(effect);

    internal void Say(NewsKind kind, string message, string hint = "")
    {
        Tell(kind, message, hint);
        Add(new Effect.Say(message, hint, IsTold: true));
    }

    internal void Tell(NewsKind kind, string message, string hint = "") =>
        Add(new Effect.Tell(new News(kind, message) { Hint = hint, Generation = State.Generation }));

    internal void TellAll(WorkerEvent happened)
    {
        foreach (var seat in State.Workers.Keys)
        {
            Tell(seat, happened);
        }
    }

    internal void TellIfSame(Seat seat, int pid, WorkerEvent happened)
    {
        if (State.Workers.GetValueOrDefault(seat) is { } worker && worker.Pid == pid)
        {
            Tell(seat, happened);
        }
    }

    /// <summary>A seat that has been left meanwhile hears nothing.</summary>
    internal void Tell(Seat seat, WorkerEvent happened)
    {
        if (State.Workers.GetValueOrDefault(seat) is { } worker)
        {
            Take(WorkerMachine.Next(worker, happened, WorkerPolicy, now, chance));
        }
    }

    internal void Set(Worker worker) => State = State with { Workers = State.Workers.SetItem(worker.Seat, worker) };

    /// <summary>Once the end has begun, or a pause, nothing is started again, whatever the rule says.</summary>
    private PoolPolicy WorkerPolicy => State is not { Drain: null, Paused: false }
        ? policy with { Restart = RestartRule.Never, IsEnding = true, HasWorked = State.Started }
        : State.Started ? policy with { HasWorked = true } : policy;

    /// <summary>Once the end has begun, who has no process yet gets none; a launch under way is still answered.
    /// </summary>
    internal void RetireWhoHasNoProcess()
    {
        foreach (var worker in State.Workers.Values)
        {
            if (worker is { Pid: 0, State: WorkerState.Backoff or WorkerState.Starting })
            {
                Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Stop));
            }
        }
    }

    /// <summary>A retiree's seat is free as soon as its process is gone.</summary>
    internal void LeaveFreeSeats()
    {
        foreach (var worker in State.Workers.Values)
        {
            if (worker is { Duty: not Duty.Incumbent, State: WorkerState.Stopped or WorkerState.Backoff })
            {
                State = State with { Workers = State.Workers.Remove(worker.Seat) };
            }
        }
    }

    internal void Take(WorkerStep step)
    {
        if (!ReferenceEquals(State.Workers.GetValueOrDefault(step.Worker.Seat), step.Worker))
        {
            Set(step.Worker);
        }

        foreach (var effect in step.Effects)
        {
            Apply(effect);
        }
    }

    /// <summary>What a worker decided may concern the whole.</summary>
    private void Apply(Effect effect)
    {
        switch (effect)
        {
            case Effect.GiveUp giveUp:
                GiveUp(giveUp);
                break;
            case Effect.Finished finished:
                Finished(finished);
                break;
            case Effect.Lost lost:
                Succession.Lost(this, lost);
                break;
            case Effect.Expired expired:
                Succession.Expired(this, expired);
                break;
            case Effect.Forced when State.Drain is { } drain:
                State = State with { Drain = drain with { Forced = drain.Forced + 1 } };
                break;
            case Effect.CountRestart count:
                Count(count.Reason);
                break;
            default:
                _effects.Add(effect);
                break;
        }
    }

    internal void Count(RestartReason reason) => State = State with
    {
        Restarts = State.Restarts.SetItem(reason, State.Restarts.GetValueOrDefault(reason) + 1),
    };

    private void GiveUp(Effect.GiveUp giveUp)
    {
        // Once the end has begun, more of the same is no news.
        if (State is { Drain: not null, ExitCode: not null })
        {
            return;
        }

        State = State with { ExitCode = giveUp.Code };
        if (giveUp.Reason.Length > 0)
        {
            Add(new Effect.Say(giveUp.Reason, giveUp.Hint));
        }

        // A drain under way is the end already, and its order protects the workers that serve.
        if (State.Drain is null)
        {
            DrainMachine.Abandon(this);
        }
    }

    private void Finished(Effect.Finished finished)
    {
        Add(new Effect.Say($"worker {finished.Seat.Slot} finished with code {finished.Code}"));
        if (State is { Drain: null, Paused: false } && finished.Code != 0)
        {
            State = State with { ExitCode = State.ExitCode ?? finished.Code };
        }
    }
}
