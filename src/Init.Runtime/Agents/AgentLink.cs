using System.Text.Json;
using Init.Core.Link;
using Init.Linux;
using Init.Linux.Descriptors;

namespace Init.Runtime.Agents;

/// <summary>The supervisor's end of the link: frames in, frames out, never waiting. What the agent sends is bounded,
/// and an agent that does not read is cut off: both mean that it is broken, and a new one is a few milliseconds away.
/// </summary>
internal sealed class AgentLink(OwnedFd fd, Func<LinkRequest, LinkReply?> answer) : IDisposable
{
    /// <summary>A request is some 60 bytes; an agent has one under way and may have a few more behind it. One that brings a
    /// message for a program is longer, and in JSON within JSON each character may be six.</summary>
    private const int RequestBytesMax = 128 << 10;
    private const int UsualBytes = 4 << 10;
    private const int UnsentBytesMax = 4 << 20;

    private byte[] _received = new byte[LinkFrame.HeaderBytes + UsualBytes];
    private readonly Queue<byte[]> _unsent = [];
    private int _receivedBytes;
    private int _unsentBytes;
    private int _sentOfFirst;

    internal OwnedFd Fd => fd;

    internal bool HasUnsent => _unsent.Count > 0;

    /// <summary>One buffer's worth: an agent that asks without end gets its turn, and the loop the next one.</summary>
    /// <returns>False when the link is over.</returns>
    internal bool Receive()
    {
        var count = Descriptor.Read(fd, _received.AsSpan(_receivedBytes));
        if (count <= 0)
        {
            return count == -Errno.EAGAIN;
        }

        _receivedBytes += count;
        return TakeFrames();
    }

    /// <returns>False when the link is over.</returns>
    internal bool Send(LinkReply reply)
    {
        var frame = LinkFrame.Of(JsonSerializer.SerializeToUtf8Bytes(reply, LinkJson.Default.LinkReply));
        _unsent.Enqueue(frame);
        _unsentBytes += frame.Length;
        return _unsentBytes <= UnsentBytesMax && Flush();
    }

    /// <returns>False when the link is over.</returns>
    internal bool Flush()
    {
        while (_unsent.TryPeek(out var frame))
        {
            var written = Descriptor.Write(fd, frame.AsSpan(_sentOfFirst));
            if (written < 0)
            {
                return written == -Errno.EAGAIN;
            }

            _sentOfFirst += written;
            if (_sentOfFirst == frame.Length)
            {
                _unsent.Dequeue();
                _unsentBytes -= frame.Length;
                _sentOfFirst = 0;
            }
        }

        return true;
    }

    public void Dispose() => fd.Dispose();

    private bool TakeFrames()
    {
        while (_receivedBytes >= LinkFrame.HeaderBytes)
        {
            var body = LinkFrame.ReadHeader(_received);
            if (body is < 0 or > RequestBytesMax)
            {
                return false;
            }

            var total = LinkFrame.HeaderBytes + body;
            if (_receivedBytes < total)
            {
                if (_received.Length < total)
                {
                    Array.Resize(ref _received, total);
                }

                return true;
            }

            if (!Answer(_received.AsSpan(LinkFrame.HeaderBytes, body)))
            {
                return false;
            }

            _receivedBytes -= total;
            _received.AsSpan(total, _receivedBytes).CopyTo(_received);
            if (_received.Length > UsualBytes + LinkFrame.HeaderBytes && _receivedBytes <= UsualBytes)
            {
                Array.Resize(ref _received, LinkFrame.HeaderBytes + UsualBytes);
            }
        }

        return true;
    }

    private bool Answer(ReadOnlySpan<byte> body)
    {
        try
        {
            var request = JsonSerializer.Deserialize(body, LinkJson.Default.LinkRequest);
            return request is not null && (answer(request) is not { } reply || Send(reply));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
