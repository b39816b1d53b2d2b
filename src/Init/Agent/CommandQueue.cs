using Init.Core.Link;

namespace Init.Agent;

/// <summary>Commands that wait for their answers. Bounded, so that what is sent always fits into the socket's buffer: a
/// supervisor that does not answer is given no more. A command stays here until it is answered, however long its sender
/// waited.</summary>
/// <param name="send">Sends a command and returns its id.</param>
internal sealed class CommandQueue(Func<Command, long> send)
{
    /// <summary>Together with the largest command far below the smallest socket buffer.</summary>
    internal const int UnansweredMax = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<long, TaskCompletionSource<LinkReply?>> unanswered = [];
    private bool closed;

    /// <returns>null when the queue is full, or once the link has ended.</returns>
    internal Task<LinkReply?> Add(Command command)
    {
        lock (gate)
        {
            if (closed || unanswered.Count == UnansweredMax)
            {
                return Task.FromResult<LinkReply?>(null);
            }

            var wait = new TaskCompletionSource<LinkReply?>(TaskCreationOptions.RunContinuationsAsynchronously);
            unanswered[send(command)] = wait;
            return wait.Task;
        }
    }

    /// <returns>false when the reply answers nothing that this has sent.</returns>
    internal bool Land(LinkReply reply)
    {
        lock (gate)
        {
            if (!unanswered.Remove(reply.Id, out var wait))
            {
                return false;
            }

            wait.SetResult(reply);
            return true;
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            foreach (var wait in unanswered.Values)
            {
                wait.SetResult(null);
            }

            unanswered.Clear();
        }
    }
}
