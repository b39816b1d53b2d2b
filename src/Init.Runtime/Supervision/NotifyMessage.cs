using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;

namespace Init.Runtime.Supervision;

/// <summary>sd_notify(3)'s datagrams: `NAME=value` lines. Only READY is acted upon so far.</summary>
internal static class NotifyMessage
{
    /// <summary>Longer ones are cut; systemd's own limit.</summary>
    internal const int BytesMax = 4096;

    /// <summary>So many are read before the loop goes on: a worker that floods gets its turn, and others theirs.
    /// </summary>
    internal const int MessagesMax = 64;

    /// <summary>Reads what waits, within <see cref="MessagesMax"/>.</summary>
    /// <returns>Whether a worker said READY=1.</returns>
    internal static bool TakeReady(OwnedFd socket)
    {
        Span<byte> buffer = stackalloc byte[BytesMax];
        var isReady = false;
        for (var i = 0; i < MessagesMax; i++)
        {
            var count = MessageChannel.Receive(socket, buffer, out var passed, out var sender);
            passed?.Dispose();
            if (count < 0)
            {
                break;
            }

            // Abstract names are open to the whole network namespace: a sender that our pid namespace does not know is
            // a stranger from another container of the pod.
            isReady |= sender != 0 && SaysReady(buffer[..count]);
        }

        return isReady;
    }

    internal static bool SaysReady(ReadOnlySpan<byte> datagram) =>
        Encoding.UTF8.GetString(datagram).Split('\n').Contains("READY=1", StringComparer.Ordinal);
}
