using System.Text;

namespace Init.Runtime.Supervision;

/// <summary>sd_notify(3)'s datagrams: `NAME=value` lines. Only READY is acted upon so far.</summary>
internal static class NotifyMessage
{
    /// <summary>Longer ones are cut; systemd's own limit.</summary>
    internal const int BytesMax = 4096;

    internal static bool SaysReady(ReadOnlySpan<byte> datagram) =>
        Encoding.UTF8.GetString(datagram).Split('\n').Contains("READY=1", StringComparer.Ordinal);
}
