using System.Collections.Concurrent;
using Init.Core.Pool;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Seccomp;

namespace Init.Runtime.Sharing;

/// <summary>
/// Answers the calls that the bind filter stops. Constraints: it reads other processes' memory, which may fault for as
/// long as a hostile worker likes, so it has a thread of its own and the loop never waits for it; a worker may be
/// killed between any two steps. Scheme: one poller over all listeners; each notification is received, judged
/// (<see cref="BindJudge"/>) and answered before the next one. Answers to the loop go through a bounded queue.
/// </summary>
internal sealed class BindBroker : IDisposable
{
    private const int StackBytes = 256 << 10;

    /// <summary>Listeners of workers that are gone but whose orphans live on count too.</summary>
    private const int ListenersMax = 4096;

    /// <summary>A call under way is answered in microseconds, unless a hostile worker holds it up.</summary>
    private static readonly TimeSpan EndMax = TimeSpan.FromMilliseconds(100);

    private readonly Thread _thread;
    private readonly BindJudge _judge;
    private readonly SharedSockets _sockets;
    private readonly Poller _poller = new();
    private readonly Wakeup _wakeup = new();
    private readonly ConcurrentQueue<ServedWorker> _arrivals = new();
    private int _served;
    private volatile bool _givesUp;
    private volatile bool _isOver;

    internal BindBroker(BindJudge judge, SharedSockets sockets)
    {
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "pm1 broker" };
        _judge = judge;
        _sockets = sockets;
        _poller.AddVital(_wakeup.Fd, Interest.Readable, _ => Arrive());
    }

    internal bool IsRunning => _thread.IsAlive;

    internal void Start() => _thread.Start();

    /// <summary>From the loop: a worker's listener has come. What it has stopped meanwhile waits in the kernel.
    /// </summary>
    internal void Serve(Seat seat, int pid, OwnedFd listener)
    {
        _arrivals.Enqueue(new ServedWorker(seat, pid, listener));
        _wakeup.Set();
    }

    /// <summary>From the loop: the shared sockets are no longer pm1's. They are closed here, where nothing can be in
    /// the middle of handing one out.</summary>
    internal void GiveUpSockets()
    {
        _givesUp = true;
        _wakeup.Set();
    }

    /// <summary>Ends the thread. One that is held up keeps what it uses and ends at its next look, or with the process.
    /// </summary>
    public void Dispose()
    {
        _isOver = true;
        _wakeup.Set();
        if (!_thread.IsAlive || _thread.Join(EndMax))
        {
            _poller.Dispose();
            _wakeup.Dispose();
        }
    }

    private void Run()
    {
        while (!_isOver)
        {
            _poller.Wait(timeout: null);
        }
    }

    private void Arrive()
    {
        _wakeup.Reset();
        if (_givesUp)
        {
            _sockets.Close();
        }

        while (_arrivals.TryDequeue(out var worker))
        {
            // Closed, its calls answer ENOSYS: the worker fails, is seen to fail, and is started again.
            if (_served >= ListenersMax || _poller.Add(worker.Listener, Interest.Readable, Ready(worker)) != 0)
            {
                worker.Listener.Dispose();
                continue;
            }

            _served++;
        }
    }

    private Action<Ready> Ready(ServedWorker worker) => ready =>
    {
        if (ready.Readable)
        {
            var error = NotificationQueue.Receive(worker.Listener, out var call);
            if (error == 0)
            {
                _judge.Answer(worker, call);
            }

            return;
        }

        // Hung up: the last process under this filter is gone.
        _poller.Remove(worker.Listener);
        worker.Listener.Dispose();
        _served--;
    };
}
