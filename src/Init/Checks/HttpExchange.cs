using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Init.Core.Spec;

namespace Init.Checks;

/// <summary>GET, as the kubelet asks: 200 to 399 is well. The body is not read, and the status line is all that counts
/// of the answer.</summary>
internal sealed class HttpExchange : IExchange
{
    private const int StatusLineBytesMax = 1024;

    public async Task<string> AskAsync(CheckSpec check, Stream connection, CancellationToken timeout)
    {
        // Not closed by the server's own choice: whose socket it is can be seen as long as it is open.
        var host = check.Host.Contains(':', StringComparison.Ordinal) ? $"[{check.Host}]" : check.Host;
        var request = string.Create(
            CultureInfo.InvariantCulture,
            $"GET {check.Path} HTTP/1.1\r\nHost: {host}:{check.Port}\r\nUser-Agent: pm1-check\r\nAccept: */*\r\n\r\n");
        await connection.WriteAsync(Encoding.ASCII.GetBytes(request), timeout);
        var buffer = new byte[StatusLineBytesMax];
        var filled = 0;
        while (filled < buffer.Length && !buffer.AsSpan(0, filled).Contains((byte)'\n'))
        {
            var read = await connection.ReadAsync(buffer.AsMemory(filled), timeout);
            if (read == 0)
            {
                return "closed without an answer";
            }

            filled += read;
        }

        return Status(buffer.AsSpan(0, filled)) switch
        {
            null => "the answer is not HTTP",
            >= 200 and < 400 => "",
            { } status => string.Create(CultureInfo.InvariantCulture, $"status {status}"),
        };
    }

    /// <summary>`HTTP/1.1 200 OK`</summary>
    private static int? Status(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)'\n');
        var isHttp = end >= 12 && line.StartsWith("HTTP/1."u8) && line[8] == ' '
            && line[12] is (byte)' ' or (byte)'\r' or (byte)'\n';
        return isHttp && int.TryParse(line[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status : null;
    }
}
