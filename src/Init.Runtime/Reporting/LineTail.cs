using System.Text;

namespace Init.Runtime.Reporting;

/// <summary>The last lines of a stream of bytes, bounded in number and length. Two threads: one takes, one asks.
/// </summary>
internal sealed class LineTail
{
    internal const int LinesMax = 20;
    internal const int LineBytesMax = 500;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];
    private readonly List<byte> _open = [];

    /// <summary>Oldest first; the last one may not have ended yet.</summary>
    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return _open.Count == 0 ? [.. _lines] : [.. _lines, Text()];
            }
        }
    }

    internal void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var value in bytes)
            {
                if (value == (byte)'\n')
                {
                    End();
                }
                else if (_open.Count < LineBytesMax)
                {
                    _open.Add(value);
                }
            }
        }
    }

    private void End()
    {
        _lines.Enqueue(Text());
        _open.Clear();
        if (_lines.Count > LinesMax)
        {
            _lines.Dequeue();
        }
    }

    private string Text() => Encoding.UTF8.GetString([.. _open]).TrimEnd('\r');
}
