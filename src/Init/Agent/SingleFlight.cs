using Init.Core.Read;

namespace Init.Agent;

/// <summary>One request under way at a time. Who asks meanwhile shares the next one, because the answer to the one
/// under way may be older than the question. So however many ask, at most one more request is waiting.</summary>
/// <param name="send">Sends a request and returns its id.</param>
internal sealed class SingleFlight(Func<long> send)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<Snapshot?>? flying;
    private TaskCompletionSource<Snapshot?>? waiting;
    private long flyingId;
    private bool closed;

    /// <returns>null once the link has ended.</returns>
    internal Task<Snapshot?> Join()
    {
        lock (gate)
        {
            if (closed)
            {
                return Task.FromResult<Snapshot?>(null);
            }

            if (flying is null)
            {
                return Launch(NewFlight());
            }

            waiting ??= NewFlight();
            return waiting.Task;
        }
    }

    /// <returns>false when the reply answers nothing that this has sent.</returns>
    internal bool Land(long id, Snapshot snapshot)
    {
        lock (gate)
        {
            if (flying is null || id != flyingId)
            {
                return false;
            }

            flying.SetResult(snapshot);
            flying = null;
            if (waiting is { } next)
            {
                waiting = null;
                _ = Launch(next);
            }

            return true;
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            flying?.SetResult(null);
            waiting?.SetResult(null);
            flying = waiting = null;
        }
    }

    private Task<Snapshot?> Launch(TaskCompletionSource<Snapshot?> flight)
    {
        flying = flight;
        flyingId = send();
        return flight.Task;
    }

    private static TaskCompletionSource<Snapshot?> NewFlight() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
