using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>How new connections are to be spread over the queues of the two sides: in the ratio of these numbers.
/// Both 0: nobody is ready, and connections wait where they fall.</summary>
public readonly record struct Weights(int First, int Second)
{
    public int this[int side] => side == 0 ? First : Second;

    /// <summary>A side from which a worker is being retired gets nothing new, as long as the other side has anybody
    /// ready: so the worker runs out of requests, and whatever it does to its queue at its end hurts nobody.</summary>
    public static Weights Of(PoolState state)
    {
        // One that is still to prove itself gets no connection as long as others serve: it would take those that wait
        // for it with it if it failed, as there may be nobody else on its side.
        var proven = Of(state, isProven: true);
        return proven.First + proven.Second > 0 ? proven : Of(state, isProven: false);
    }

    private static Weights Of(PoolState state, bool isProven)
    {
        var first = Side(state, 0, isProven);
        var second = Side(state, 1, isProven);
        return (first.Closed, second.Closed) switch
        {
            (true, false) when second.Ready > 0 => new(0, second.Ready),
            (false, true) when first.Ready > 0 => new(first.Ready, 0),
            _ => new(first.Ready, second.Ready),
        };
    }

    private static (int Ready, bool Closed) Side(PoolState state, int side, bool isProven)
    {
        var (ready, closed) = (0, false);
        foreach (var worker in state.Workers.Values)
        {
            if (worker.Seat.Side == side)
            {
                ready += worker.State == WorkerState.Ready && !(isProven && worker.Duty == Duty.Successor) ? 1 : 0;
                closed |= worker.ClosesSide;
            }
        }

        return (ready, closed);
    }
}
