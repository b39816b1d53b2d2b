using Init.Core.Link;

namespace Init.Doors;

/// <summary>The latest events, in order. Who reads them holds a number, not a queue: a reader costs nothing however
/// slow it is, and sees from the numbers what it has missed. The supervisor numbers them, so that a reader can go on
/// after the agent was started again.</summary>
internal sealed class NewsRing
{
    internal const int Remembered = 1000;

    private readonly Lock gate = new();
    private readonly Queue<LinkNews> events = new();
    private TaskCompletionSource changed = NewChange();

    /// <summary>The link has ended: nothing more will come.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>0: nothing has happened yet.</summary>
    internal long LastId { get; private set; }

    /// <summary>What was known before is skipped: a supervisor may tell twice what it is not sure to have told.
    /// </summary>
    internal void Add(IReadOnlyList<LinkNews> news)
    {
        lock (gate)
        {
            foreach (var one in news.Where(one => one.Id > LastId))
            {
                LastId = one.Id;
                events.Enqueue(one);
                if (events.Count > Remembered)
                {
                    events.Dequeue();
                }
            }
        }

        Wake();
    }

    internal void End()
    {
        lock (gate)
        {
            IsOver = true;
        }

        Wake();
    }

    /// <summary>The first events after that number, oldest first.</summary>
    internal IReadOnlyList<LinkNews> After(long id, int max)
    {
        lock (gate)
        {
            return [.. events.SkipWhile(one => one.Id <= id).Take(max)];
        }
    }

    /// <summary>The latest events of an app, oldest first.</summary>
    internal IReadOnlyList<LinkNews> Latest(string app, int max)
    {
        lock (gate)
        {
            return [.. events.Where(one => one.App == app).TakeLast(max)];
        }
    }

    /// <summary>Ends at the next change: take it first, then look, then wait for it, and nothing is missed.</summary>
    internal Task Change()
    {
        lock (gate)
        {
            return IsOver ? Task.CompletedTask : changed.Task;
        }
    }

    private void Wake()
    {
        TaskCompletionSource before;
        lock (gate)
        {
            before = changed;
            changed = NewChange();
        }

        before.TrySetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
