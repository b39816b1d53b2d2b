using Init.Core.Link;

namespace Init.Agent;

/// <summary>One request under way at a time. Who asks meanwhile shares the next one, because the answer to the one
/// under way may be older than the question. So however many ask, at most one more request is waiting.</summary>
/// <param name="send">Sends a request and returns its id.</param>
internal sealed class SingleFlight(Func<long> send)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<LinkReply?>? flying;
    private TaskCompletionSource<LinkReply?>? waiting;
    private long flyingId;
    private bool closed;

    /// <returns>null once the link has ended.</returns>
    internal Task<LinkReply?> Join()
    {
        lock (gate)
        {
            if (closed)
            {
                return Task.FromResult<LinkReply?>(null);
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
    internal bool Land(LinkReply reply)
    {
        lock (gate)
        {
            if (flying is null || reply.Id != flyingId)
            {
                return false;
            }

            flying.SetResult(reply);
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

    private Task<LinkReply?> Launch(TaskCompletionSource<LinkReply?> flight)
    {
        flying = flight;
        flyingId = send();
        return flight.Task;
    }

    private static TaskCompletionSource<LinkReply?> NewFlight() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
