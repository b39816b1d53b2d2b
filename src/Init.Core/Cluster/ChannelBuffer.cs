namespace Init.Core.Cluster;

/// <summary>Bytes of a channel until they are lines. What one line may take is bounded; of one that is longer the rest
/// is thrown away as it comes.</summary>
public sealed class ChannelBuffer
{
    /// <summary>A line of a program's own is as long as what it sends; Node's are below 1 KiB.</summary>
    public const int LineBytesMax = 1 << 20;

    private const int FirstBytes = 4 << 10;
    private const byte NewLine = (byte)'\n';

    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _searched;
    private bool _skips;

    /// <summary>Lines that were longer than <see cref="LineBytesMax"/> and are lost.</summary>
    public long Oversized { get; private set; }

    /// <summary>Bytes that are held.</summary>
    public int Length => _end - _start;

    /// <summary>The end of a line is there, though the line may turn out to be too long.</summary>
    public bool HasLine
    {
        get
        {
            SkipOversized();
            return Find() >= 0;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <param name="line">Without its end; good until the next call.</param>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        SkipOversized();
        for (var end = Find(); end >= 0; end = Find())
        {
            var start = _start;
            _start = _searched = end + 1;
            if (end - start <= LineBytesMax)
            {
                line = _bytes.AsSpan(start, end - start);
                return true;
            }

            Oversized++;
        }

        line = default;
        DropOversized();
        return false;
    }

    /// <summary>A burst's memory is not kept.</summary>
    public void Trim()
    {
        if (Length == 0 && _bytes.Length > FirstBytes)
        {
            _bytes = [];
            _start = _end = _searched = 0;
        }
    }

    private int Find()
    {
        var at = _bytes.AsSpan(_searched, _end - _searched).IndexOf(NewLine);
        if (at < 0)
        {
            _searched = _end;
            return -1;
        }

        _searched += at;
        return _searched;
    }

    private void DropOversized()
    {
        if (Length > LineBytesMax)
        {
            _skips = true;
            Oversized++;
            _start = _searched = _end = 0;
        }
    }

    private void SkipOversized()
    {
        if (!_skips)
        {
            return;
        }

        var at = _bytes.AsSpan(_start, _end - _start).IndexOf(NewLine);
        _skips = at < 0;
        _start = _searched = at < 0 ? _end : _start + at + 1;
    }

    private void Reserve(int more)
    {
        if (_start > 0 && _start == _end)
        {
            _start = _end = _searched = 0;
        }

        if (_bytes.Length - _end >= more)
        {
            return;
        }

        var length = Length;
        var target = _bytes.Length - length >= more ? _bytes : new byte[Math.Max(FirstBytes, (length + more) * 2)];
        _bytes.AsSpan(_start, length).CopyTo(target);
        (_bytes, _searched, _start, _end) = (target, _searched - _start, 0, length);
    }
}
