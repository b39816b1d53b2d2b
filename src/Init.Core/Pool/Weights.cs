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
        var first = Side(state, 0);
        var second = Side(state, 1);
        return (first.Closed, second.Closed) switch
        {
            (true, false) when second.Ready > 0 => new(0, second.Ready),
            (false, true) when first.Ready > 0 => new(first.Ready, 0),
            _ => new(first.Ready, second.Ready),
        };
    }

    private static (int Ready, bool Closed) Side(PoolState state, int side)
    {
        var (ready, closed) = (0, false);
        foreach (var worker in state.Workers.Values)
        {
            if (worker.Seat.Side == side)
            {
                ready += worker.State == Read.WorkerState.Ready ? 1 : 0;
                closed |= worker.ClosesSide;
            }
        }

        return (ready, closed);
    }
}
