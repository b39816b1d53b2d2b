using System.Runtime.CompilerServices;
using Init.Core.Cluster;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;

namespace Init.Runtime.Cluster;

/// <summary>Our end of a Node worker's channel: lines in both directions, descriptors with them, never waiting, and
/// bounded, because a worker whose event loop stands still does not read and one that is hostile does not stop writing.
/// </summary>
internal sealed class NodeChannel(OwnedFd fd) : IDisposable
{
    private const int ReadBytes = 16 << 10;

    private const int UnsentBytesMax = 1 << 20;

    /// <summary>A program that sends descriptors waits for an answer to each.</summary>
    private const int PassedMax = 4;

    private readonly ChannelBuffer _received = new();
    private readonly Queue<OwnedFd> _passed = [];
    private readonly Queue<Outgoing> _unsent = [];
    private int _sentOfFirst;
    private int _unsentBytes;

    internal OwnedFd Fd => fd;

    internal bool IsOpen { get; private set; } = true;

    /// <summary>The other end still reads, as far as is known. One that does not may still have written.</summary>
    internal bool CanSend { get; private set; } = true;

    internal bool HasUnsent => CanSend && _unsent.Count > 0;

    /// <summary>Whole lines that have come and are to be taken.</summary>
    internal bool HasLine => _received.HasLine;

    internal long Oversized => _received.Oversized;

    /// <summary>Queues a line. One that is sent is sent whole and in its turn, and as one message with at most one
    /// descriptor: Node would not find a second one.</summary>
    /// <param name="passed">Must stay open until the worker has answered.</param>
    /// <returns>Whether there was room.</returns>
    internal bool TryPut(byte[] line, OwnedFd? passed = null)
    {
        if (!CanSend || _unsentBytes + line.Length > UnsentBytesMax)
        {
            return false;
        }

        _unsent.Enqueue(new Outgoing(line, passed));
        _unsentBytes += line.Length;
        return true;
    }

    /// <summary>As much as there is room for.</summary>
    internal void Flush()
    {
        while (CanSend && _unsent.TryPeek(out var first))
        {
            // The rest of a line whose first bytes have gone goes without the descriptor, which went with those.
            var passed = _sentOfFirst == 0 ? first.Passed : null;
            var sent = MessageChannel.TrySend(fd, first.Line.AsSpan(_sentOfFirst), passed);
            if (sent < 0)
            {
                // Too many descriptors are under way between processes of this user: that passes.
                CanSend = sent is -Errno.EAGAIN or -Errno.ETOOMANYREFS;
                return;
            }

            _sentOfFirst += sent;
            if (_sentOfFirst == first.Line.Length)
            {
                _unsent.Dequeue();
                _unsentBytes -= first.Line.Length;
                _sentOfFirst = 0;
            }
        }
    }

    /// <summary>The channel is over in both directions.</summary>
    internal void StopSending() => CanSend = false;

    /// <summary>It waits to be sent, and the worker can know nothing of it.</summary>
    internal bool IsUnsent(OwnedFd passed)
    {
        var isFirst = true;
        foreach (var outgoing in _unsent)
        {
            if (outgoing.Passed == passed)
            {
                return !isFirst || _sentOfFirst == 0;
            }

            isFirst = false;
        }

        return false;
    }

    /// <summary>Reads once, unless lines wait to be taken.</summary>
    /// <returns>False when nothing more will come.</returns>
    [SkipLocalsInit] // What was not received is not looked at, and clearing the buffer costs as much as receiving.
    internal bool Receive()
    {
        if (_received.HasLine)
        {
            return true;
        }

        Span<byte> buffer = stackalloc byte[ReadBytes];
        var count = MessageChannel.Receive(fd, buffer, out var passed, out _);
        if (passed is not null)
        {
            Keep(passed);
        }

        if (count > 0)
        {
            _received.Append(buffer[..count]);
            return true;
        }

        // ECONNRESET: it has closed with lines of ours unread.
        return count == -Errno.EAGAIN;
    }

    internal bool TryTake(out ReadOnlySpan<byte> line) => _received.TryTake(out line);

    internal void Trim() => _received.Trim();

    /// <summary>A descriptor that the program has sent; null: it did not arrive.</summary>
    internal OwnedFd? TakePassed() => _passed.TryDequeue(out var passed) ? passed : null;

    public void Dispose()
    {
        IsOpen = CanSend = false;
        _unsent.Clear();
        while (_passed.TryDequeue(out var passed))
        {
            passed.Dispose();
        }

        fd.Dispose();
    }

    private void Keep(OwnedFd passed)
    {
        if (_passed.Count < PassedMax)
        {
            _passed.Enqueue(passed);
        }
        else
        {
            passed.Dispose();
        }
    }
}
