using Init.Linux.Polling;

namespace Init.Runtime.Sharing;

/// <summary>From other threads to the loop: bounded, in order, with a descriptor that becomes readable.</summary>
internal sealed class EventQueue<T> : IDisposable
{
    private const int EventsMax = 1024;

    private readonly object _lock = new();
    private readonly Queue<T> _events = [];

    internal Wakeup Wakeup { get; } = new();

    /// <summary>Waits while the queue is full: the loop empties it in one go, and an event lost would be a worker that
    /// never becomes ready.</summary>
    internal void Post(T happened)
    {
        lock (_lock)
        {
            while (_events.Count >= EventsMax)
            {
                Monitor.Wait(_lock);
            }

            _events.Enqueue(happened);
        }

        Wakeup.Set();
    }

    internal IReadOnlyList<T> TakeAll()
    {
        Wakeup.Reset();
        lock (_lock)
        {
            var all = _events.ToArray();
            _events.Clear();
            Monitor.PulseAll(_lock);
            return all;
        }
    }

    public void Dispose() => Wakeup.Dispose();
}
