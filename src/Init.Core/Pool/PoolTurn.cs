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

    internal void Add(Effect effect) => _effects.Add(effect);

    internal void TellAll(WorkerEvent happened)
    {
        foreach (var worker in State.Workers)
        {
            Tell(worker.Slot, happened);
        }
    }

    internal void TellIfSame(int slot, int pid, WorkerEvent happened)
    {
        if (slot >= 0 && slot < State.Workers.Length && State.Workers[slot].Pid == pid)
        {
            Tell(slot, happened);
        }
    }

    internal void Tell(int slot, WorkerEvent happened) =>
        Take(WorkerMachine.Next(State.Workers[slot], happened, WorkerPolicy, now, chance));

    /// <summary>Once the end has begun nothing is started again, whatever the rule says.</summary>
    private PoolPolicy WorkerPolicy => State.Drain is null ? policy : policy with { Restart = RestartRule.Never };

    /// <summary>Once the end has begun, who has no process yet gets none; a launch under way is still answered.
    /// </summary>
    internal void RetireWhoHasNoProcess()
    {
        foreach (var worker in State.Workers)
        {
            if (worker is { Pid: 0, State: WorkerState.Backoff or WorkerState.Starting })
            {
                Tell(worker.Slot, new WorkerEvent(WorkerEventKind.Stop));
            }
        }
    }

    internal void Take(WorkerStep step)
    {
        State = State with { Workers = State.Workers.SetItem(step.Worker.Slot, step.Worker) };
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
            case Effect.Forced when State.Drain is { } drain:
                State = State with { Drain = drain with { Forced = drain.Forced + 1 } };
                break;
            case Effect.CountRestart count:
                State = State with
                {
                    Restarts = State.Restarts.SetItem(count.Reason, State.Restarts.GetValueOrDefault(count.Reason) + 1),
                };
                break;
            default:
                _effects.Add(effect);
                break;
        }
    }

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
        Add(new Effect.Say($"worker {finished.Slot} finished with code {finished.Code}"));
        if (State.Drain is null && finished.Code != 0)
        {
            State = State with { ExitCode = State.ExitCode ?? finished.Code };
        }
    }
}
