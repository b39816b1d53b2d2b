using System.Globalization;
using System.Text;

namespace Init.Cli;

/// <summary>A response that has no end yet, line by line: chunked, as a stream is sent. An answer of another kind is
/// read as a whole.</summary>
internal sealed class HttpLineReader(Action<string> line)
{
    private const int Streaming = 200;

    private readonly List<byte> bytes = [];
    private readonly List<byte> text = [];
    private bool isStream;

    /// <summary>Set when all is said: an empty one at the end of a stream.</summary>
    internal HttpReply? Reply { get; private set; }

    /// <returns>False: this is no response, or it broke off.</returns>
    internal bool Take(ReadOnlySpan<byte> more, bool ended)
    {
        bytes.AddRange(more);
        if (!isStream && !TakeHead(ended))
        {
            return false;
        }

        while (isStream && Reply is null)
        {
            if (!TakeChunk(out var isWhole))
            {
                return false;
            }

            if (!isWhole)
            {
                return !ended;
            }
        }

        return Reply is not null || !ended;
    }

    private bool TakeHead(bool ended)
    {
        var all = bytes.ToArray();
        var end = all.AsSpan().IndexOf("\r\n\r\n"u8);
        var head = Encoding.ASCII.GetString(all.AsSpan(0, Math.Max(0, end))).ToLowerInvariant();
        isStream = head.StartsWith($"http/1.1 {Streaming} ", StringComparison.Ordinal)
            && head.Contains("\r\ntransfer-encoding: chunked", StringComparison.Ordinal);
        if (isStream)
        {
            bytes.RemoveRange(0, end + 4);
            return true;
        }

        var isRight = HttpReplyReader.TryRead(all, ended, out var reply);
        Reply = reply;
        return isRight;
    }

    /// <param name="isWhole">A chunk has been taken.</param>
    /// <returns>False: this is no chunk.</returns>
    private bool TakeChunk(out bool isWhole)
    {
        isWhole = false;
        var all = bytes.ToArray().AsSpan();
        var lineEnd = all.IndexOf("\r\n"u8);
        if (lineEnd < 0)
        {
            return bytes.Count < HttpReplyReader.BytesMax;
        }

        var head = Encoding.ASCII.GetString(all[..lineEnd]).Split(';')[0].Trim();
        if (!int.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            || size is < 0 or > HttpReplyReader.BytesMax)
        {
            return false;
        }

        var start = lineEnd + 2;
        if (all.Length < start + size + 2)
        {
            return true;
        }

        isWhole = true;
        TakeText(all.Slice(start, size));
        bytes.RemoveRange(0, start + size + 2);
        Reply = size == 0 ? new HttpReply(Streaming, "") : null;
        return text.Count < HttpReplyReader.BytesMax;
    }

    private void TakeText(ReadOnlySpan<byte> chunk)
    {
        text.AddRange(chunk);
        for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
        {
            if (end > 0)
            {
                line(Encoding.UTF8.GetString(text.ToArray(), 0, end));
            }

            text.RemoveRange(0, end + 1);
        }
    }
}
