using Init.Core.Notify;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;

namespace Init.Runtime.Supervision;

/// <summary>Datagrams of sd_notify(3) from a worker's socket.</summary>
internal static class NotifyMessage
{
    /// <summary>So many are read before the loop goes on: a worker that floods gets its turn, and others theirs.
    /// </summary>
    internal const int MessagesMax = 64;

    /// <summary>Reads what waits, within <see cref="MessagesMax"/>, and gives it away field by field. A barrier's
    /// descriptor is closed only when all that came before it has been taken.</summary>
    /// <param name="socket">The worker's; it may be closed by what <paramref name="take"/> does.</param>
    /// <param name="take">The sender's pid, and what it says.</param>
    /// <returns>How many lines were malformed.</returns>
    internal static int Take(OwnedFd socket, Action<int, NotifyField> take)
    {
        Span<byte> buffer = stackalloc byte[NotifyDatagram.BytesMax];
        var malformed = 0;
        for (var i = 0; i < MessagesMax; i++)
        {
            var count = MessageChannel.Receive(socket, buffer, out var passed, out var sender);
            if (count < 0)
            {
                break;
            }

            // Abstract names are open to the whole network namespace: a sender that our pid namespace does not know is
            // a stranger from another container of the pod.
            if (sender != 0)
            {
                var datagram = NotifyDatagram.Parse(buffer[..count]);
                malformed += datagram.Malformed;
                foreach (var field in datagram.Fields)
                {
                    take(sender, field);
                }
            }

            passed?.Dispose();
        }

        return malformed;
    }
}
