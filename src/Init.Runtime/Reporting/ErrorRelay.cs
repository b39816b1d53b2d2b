using System.Collections.Concurrent;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Polling;

namespace Init.Runtime.Reporting;

/// <summary>
/// Passes the stderr of some workers on to pm1's own and remembers the last lines. Constraints: a reader of stderr that
/// stops reading must stop only those who write to it, never the loop; what a worker wrote before its end must come
/// out. Scheme: a pipe each, one thread that reads them all and waits where it must; while it waits the pipes fill, and
/// a worker that writes waits too, as it would have without us.
/// </summary>
internal sealed class ErrorRelay : IDisposable
{
    private const int StackBytes = 256 << 10;
    private const int LastRoundsMax = 16;
    private const int PartBytes = 16 << 10;

    /// <summary>Tails of processes that have ended are kept for so many.</summary>
    private const int EndedMax = 16;

    /// <summary>At the end, for what is still in the pipes.</summary>
    private static readonly TimeSpan EndMax = TimeSpan.FromMilliseconds(200);

    private readonly Poller _poller = new();
    private readonly Wakeup _wakeup = new();
    private readonly ConcurrentQueue<(int Pid, OwnedFd Pipe)> _arrivals = new();
    private readonly ConcurrentDictionary<int, LineTail> _tails = new();
    private readonly Queue<int> _ended = [];
    private readonly byte[] _part = new byte[PartBytes];
    private readonly HashSet<OwnedFd> _open = [];
    private Thread? _thread;
    private volatile bool _isOver;

    internal ErrorRelay() => _poller.AddVital(_wakeup.Fd, Interest.Readable, _ => Arrive());

    /// <summary>From the loop: this process writes its stderr into that pipe.</summary>
    internal void Adopt(int pid, OwnedFd pipe)
    {
        _tails[pid] = new LineTail();
        _arrivals.Enqueue((pid, pipe));
        _wakeup.Set();
        if (_thread is null)
        {
            _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "pm1 relay" };
            _thread.Start();
        }
    }

    /// <summary>The last lines that it wrote; none when its stderr does not pass here.</summary>
    internal IReadOnlyList<string> LastLines(int pid) => _tails.GetValueOrDefault(pid)?.Lines ?? [];

    public void Dispose()
    {
        _isOver = true;
        _wakeup.Set();
        if (_thread is null || _thread.Join(EndMax))
        {
            foreach (var pipe in _open)
            {
                pipe.Dispose();
            }

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

        // What is in the pipes: whoever has just ended has written before.
        for (var rounds = 0; rounds < LastRoundsMax; rounds++)
        {
            _poller.Wait(TimeSpan.Zero);
        }
    }

    private void Arrive()
    {
        _wakeup.Reset();
        while (_arrivals.TryDequeue(out var arrival))
        {
            var (pid, pipe) = arrival;
            // Closed, its writes would fail with EPIPE: that must not happen to a worker for want of kernel memory, so a
            // pipe that cannot be watched stays open and unread, and the worker waits at 64 KiB.
            _open.Add(pipe);
            _ = _poller.Add(pipe, Interest.Readable, _ => Pass(pid, pipe));
        }
    }

    private void Pass(int pid, OwnedFd pipe)
    {
        var count = Descriptor.Read(pipe, _part);
        if (count > 0)
        {
            var part = _part.AsSpan(0, count);
            _tails.GetValueOrDefault(pid)?.Take(part);
            StandardError.Relay(part);
        }
        else if (count != -Errno.EAGAIN)
        {
            _poller.Remove(pipe);
            _open.Remove(pipe);
            pipe.Dispose();
            Forget(pid);
        }
    }

    private void Forget(int pid)
    {
        _ended.Enqueue(pid);
        if (_ended.Count > EndedMax)
        {
            _ = _tails.TryRemove(_ended.Dequeue(), out _);
        }
    }
}
