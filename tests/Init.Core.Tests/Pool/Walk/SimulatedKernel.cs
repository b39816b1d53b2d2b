using Init.Core.Pool;
using Xunit;

namespace Init.Core.Tests.Pool.Walk;

/// <summary>The hands and what they touch: carries effects out as the supervisor does, and checks what each of them may
/// do at that moment.</summary>
internal sealed class SimulatedKernel(Random random, PoolPolicy policy)
{
    private const int GoneMax = 50;
    private int _pids = 1;
    private bool _holds;
    private bool _gaveUp;

    internal Dictionary<int, SimulatedProcess> Live { get; } = [];

    internal List<int> Gone { get; } = [];

    internal int Ends { get; private set; }

    internal int ForcedInDrain { get; private set; }

    /// <returns>What the launch is answered with.</returns>
    internal WorkerEvent Launch(Seat seat)
    {
        Assert.Equal(0, Ends);
        if (random.Next(20) == 0)
        {
            return new WorkerEvent(WorkerEventKind.LaunchFailed, Code: 70, Reason: "no pid is free");
        }

        var process = new SimulatedProcess(seat, ++_pids, ignoresStop: random.Next(4) == 0);
        Live.Add(process.Pid, process);
        return new WorkerEvent(WorkerEventKind.Spawned, Pid: process.Pid);
    }

    /// <param name="before">Upon what the effect was decided; the answer to a launch may have changed more since.</param>
    internal void Perform(Effect effect, PoolState before, PoolState state, int signals, TimeSpan now)
    {
        switch (effect)
        {
            case Effect.SendSignal send:
                Assert.Equal(policy.StopSignal, send.Signal);
                Assert.Null(Process(send.Seat, send.Pid).SignalledAt);
                Process(send.Seat, send.Pid).SignalledAt = now;
                break;
            case Effect.Kill kill:
                Kill(Process(kill.Seat, kill.Pid), before.Drain, signals, now);
                break;
            case Effect.HoldNewConnections:
                Assert.False(_holds || _gaveUp, "the sockets are not pm1's to hold");
                _holds = true;
                break;
            case Effect.GiveUpSockets:
                Assert.False(_gaveUp, "the sockets were given up before");
                _gaveUp = true;
                break;
            case Effect.End end:
                Assert.Empty(Live);
                Assert.Equal(state.ExitCode, end.Code);
                Assert.Equal(1, ++Ends);
                break;
            case Effect.CountRestart or Effect.GiveUp or Effect.Finished or Effect.Lost or Effect.Expired:
                Assert.Fail($"{effect} is for the pool itself");
                break;
        }
    }

    /// <summary>Its end, as wait(2) would tell it.</summary>
    internal PoolEvent Exit(SimulatedProcess process)
    {
        Live.Remove(process.Pid);
        Gone.Add(process.Pid);
        if (Gone.Count > GoneMax)
        {
            Gone.RemoveAt(0);
        }

        var signal = process.IsKilled ? 9 : random.Next(3) == 0 ? 11 : 0;
        var code = signal == 0 ? random.Next(3) : 0;
        return new PoolEvent.ToWorker(
            process.Seat, process.Pid, new WorkerEvent(WorkerEventKind.Exited, Code: code, Signal: signal));
    }

    private void Kill(SimulatedProcess process, Drain? drain, int signals, TimeSpan now)
    {
        var inTime = process.SignalledAt + policy.StopTimeout <= now || signals >= 3 || drain?.KillAt <= now;
        Assert.True(inTime, "killed before its time");
        Assert.False(process.IsKilled, "killed twice");
        process.IsKilled = true;
        ForcedInDrain += drain is null ? 0 : 1;
    }

    private SimulatedProcess Process(Seat seat, int pid)
    {
        Assert.True(Live.TryGetValue(pid, out var process), $"pid {pid} is not pm1's child");
        Assert.Equal(seat, process.Seat);
        return process;
    }
}
