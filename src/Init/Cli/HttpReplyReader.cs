using System.Globalization;
using System.Text;

namespace Init.Cli;

/// <summary>One HTTP/1.1 response out of the bytes that have come so far: only what a control socket answers, which is
/// a length, chunks, or all until the end. A client of the framework would cost a probe more than the probe.</summary>
internal static class HttpReplyReader
{
    public const int BytesMax = 1 << 20;

    /// <param name="bytes">From the first byte of the response.</param>
    /// <param name="ended">Nothing more will come.</param>
    /// <param name="reply">The response; null while it is not complete.</param>
    /// <returns>False: this is no response, or it broke off.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool ended, out HttpReply? reply)
    {
        reply = null;
        var headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return !ended && bytes.Length < BytesMax;
        }

        var head = Encoding.ASCII.GetString(bytes[..headEnd]).Split("\r\n");
        var body = bytes[(headEnd + 4)..];
        if (StatusOf(head[0]) is not { } status)
        {
            return false;
        }

        if (Header(head, "transfer-encoding") is { } encoding)
        {
            return encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                && Chunked(body, status, ended, out reply);
        }

        if (Header(head, "content-length") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > BytesMax)
            {
                return false;
            }

            reply = body.Length >= length ? new HttpReply(status, Encoding.UTF8.GetString(body[..length])) : null;
            return reply is not null || !ended;
        }

        reply = ended || status is 204 ? new HttpReply(status, Encoding.UTF8.GetString(body)) : null;
        return true;
    }

    private static bool Chunked(ReadOnlySpan<byte> body, int status, bool ended, out HttpReply? reply)
    {
        reply = null;
        var whole = new MemoryStream();
        while (body.IndexOf("\r\n"u8) is var lineEnd and >= 0)
        {
            var line = Encoding.ASCII.GetString(body[..lineEnd]).Split(';')[0].Trim();
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
                || size is < 0 or > BytesMax)
            {
                return false;
            }

            if (size == 0)
            {
                reply = new HttpReply(status, Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length));
                return true;
            }

            if (body.Length < lineEnd + 2 + size + 2)
            {
                break;
            }

            whole.Write(body.Slice(lineEnd + 2, size));
            body = body[(lineEnd + 2 + size + 2)..];
        }

        return !ended;
    }

    private static int? StatusOf(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Split(' ') is [_, var code, ..]
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;

    private static string? Header(string[] head, string name)
    {
        foreach (var line in head.AsSpan(1))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line.AsSpan(0, colon).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return null;
    }
}
