using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>A pool, a hand clock, and hands that carry effects out in order and answer a launch before the next one.
/// </summary>
internal sealed class Scene
{
    private const int TicksMax = 1000;
    private readonly PoolPolicy _policy;
    private readonly Func<int, WorkerEvent?> _launch;
    private int _pids = 100;

    /// <summary>0 to 1, as it falls for every event.</summary>
    internal double Chance { get; set; }

    /// <param name="launch">The failure of a slot's launch; null: its process exists.</param>
    internal Scene(PoolPolicy policy, Func<int, WorkerEvent?>? launch = null)
    {
        _policy = policy;
        _launch = launch ?? (_ => null);
        State = PoolState.Of(policy.Workers);
        Carry(PoolMachine.Begin(State, policy, Now));
    }

    internal TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    internal PoolState State { get; private set; }

    /// <summary>Everything that was carried out.</summary>
    internal List<Effect> Done { get; } = [];

    internal Worker this[int slot] => State.Incumbent(slot)!;

    internal Worker this[int slot, int side] => State.Workers[new Seat(slot, side)];

    internal IEnumerable<string> Said => Done.OfType<Effect.Say>().Select(say => say.Message);

    internal IEnumerable<int> Signalled => Done.OfType<Effect.SendSignal>().Select(send => send.Seat.Slot);

    internal IEnumerable<int> Killed => Done.OfType<Effect.Kill>().Select(kill => kill.Seat.Slot);

    internal int Launches => Done.Count(effect => effect is Effect.Launch);

    internal int? EndCode => Done.OfType<Effect.End>().SingleOrDefault()?.Code;

    /// <summary>Every seat that is taken: its slot, its side as a or b, `+` for one that is to take over and `-` for one
    /// that is to leave, and its state.</summary>
    internal string Picture => string.Join(", ", State.Workers.Values.Select(worker =>
        $"{Mark(worker.Duty)}{worker.Slot}{(worker.Seat.Side == 0 ? 'a' : 'b')} {worker.State}".ToLowerInvariant()));

    internal static Scene Running(PoolPolicy policy)
    {
        var scene = new Scene(policy);
        scene.AllReady();
        return scene;
    }

    internal void AllReady()
    {
        foreach (var seat in State.Workers.Keys)
        {
            BecomeReady(seat);
        }
    }

    internal void BecomeReady(Seat seat)
    {
        To(seat, new WorkerEvent(WorkerEventKind.Executed));
        To(seat, new WorkerEvent(WorkerEventKind.Listening));
    }

    internal void Happen(PoolEvent happened) => Carry(PoolMachine.Next(State, happened, _policy, Now, Chance));

    internal void To(int slot, WorkerEventKind kind) => To(slot, new WorkerEvent(kind));

    internal void To(int slot, WorkerEvent happened) => To(this[slot].Seat, happened);

    internal void To(Seat seat, WorkerEvent happened) =>
        Happen(new PoolEvent.ToWorker(seat, State.Workers.GetValueOrDefault(seat)?.Pid ?? 0, happened));

    internal void Exit(int slot, int code = 1, int signal = 0) =>
        To(slot, new WorkerEvent(WorkerEventKind.Exited, Code: code, Signal: signal));

    internal void ExitAll(int code = 0)
    {
        foreach (var worker in State.Workers.Values.Where(worker => worker.Pid != 0))
        {
            To(worker.Seat, new WorkerEvent(WorkerEventKind.Exited, Code: code));
        }
    }

    /// <summary>A stop signal of its own, not an echo of the one before.</summary>
    internal void Signal()
    {
        Now += State.Drain is null ? TimeSpan.Zero : DrainMachine.SameStopWithin;
        EchoedSignal();
    }

    internal void EchoedSignal() => Happen(new PoolEvent.Stop("SIGTERM", Hurries: true));

    internal void DrainCommand() => Happen(new PoolEvent.Stop("a drain command", Hurries: false));

    internal void Observe(long fresh = 0, long queued = 0, long busy = 0, bool caught = true) =>
        Happen(new PoolEvent.Observed(new DrainObservation(fresh, queued, busy, caught)));

    internal void SeeEmpty()
    {
        Observe();
        Observe();
    }

    internal void Reload() => Happen(new PoolEvent.Reload("SIGHUP"));

    internal void Scale(int workers) => Happen(new PoolEvent.Scale(workers, "a scale command"));

    /// <summary>A guard wants whoever serves the slot replaced.</summary>
    internal void Replace(int slot, RestartReason reason = RestartReason.Memory, bool hangs = false) =>
        Happen(new PoolEvent.Replace(this[slot].Seat, this[slot].Pid, reason, "uses too much memory", hangs));

    /// <summary>It is seen to have nothing under way, is told to stop, and ends.</summary>
    internal void Leave(int slot, int side)
    {
        var seat = new Seat(slot, side);
        To(seat, new WorkerEvent(WorkerEventKind.SeenQuiet));
        To(seat, new WorkerEvent(WorkerEventKind.SeenQuiet));
        To(seat, new WorkerEvent(WorkerEventKind.LetGo));
        To(seat, new WorkerEvent(WorkerEventKind.Exited, Signal: 15));
    }

    /// <summary>The slot's successor becomes ready, and the one before it leaves.</summary>
    internal void Succeed(int slot)
    {
        var (old, successor) = (this[slot].Seat, State.Successor(slot)!.Seat);
        BecomeReady(successor);
        Leave(slot, old.Side);
    }

    /// <summary>Time goes by, with a tick at every deadline.</summary>
    internal void Pass(double seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        for (var ticks = 0; State.NextDeadline is { } due && due <= end; ticks++)
        {
            Assert.True(ticks < TicksMax, "the same deadline again and again");
            Now = due > Now ? due : Now;
            Happen(new PoolEvent.Tick());
        }

        Now = end;
    }

    private static string Mark(Duty duty) => duty switch
    {
        Duty.Incumbent => "",
        Duty.Successor => "+",
        Duty.Retiree => "-",
    };

    private void Carry(PoolStep step)
    {
        State = step.State;
        foreach (var effect in step.Effects)
        {
            Done.Add(effect);
            if (effect is Effect.Launch { Seat: var seat })
            {
                Happen(new PoolEvent.ToWorker(
                    seat, 0, _launch(seat.Slot) ?? new WorkerEvent(WorkerEventKind.Spawned, Pid: ++_pids)));
            }
        }
    }
}
