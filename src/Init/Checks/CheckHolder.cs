using System.Net;
using System.Net.Sockets;
using Init.Linux.Sockets;

namespace Init.Checks;

/// <summary>Who holds the other end of a connection on this machine.</summary>
internal sealed class CheckHolder
{
    private static readonly TimeSpan AcceptWaitMax = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AcceptLook = TimeSpan.FromMilliseconds(5);

    private readonly IPEndPoint there;
    private readonly IPEndPoint here;
    private readonly IReadOnlyCollection<int> pids;

    private CheckHolder(IPEndPoint there, IPEndPoint here, IReadOnlyCollection<int> pids)
    {
        this.there = there;
        this.here = here;
        this.pids = pids;
    }

    /// <param name="connected">Its ends are read now: they are not to be had once it is broken.</param>
    /// <param name="pids">Who may be the holder, by itself or by what came of it.</param>
    internal static CheckHolder Of(Socket connected, IReadOnlyCollection<int> pids) =>
        new((IPEndPoint)connected.RemoteEndPoint!, (IPEndPoint)connected.LocalEndPoint!, pids);

    /// <summary>As soon as somebody has accepted, within a bound.</summary>
    internal async Task<int?> FindSoonAsync(CancellationToken timeout)
    {
        for (var waited = TimeSpan.Zero; waited < AcceptWaitMax; waited += AcceptLook)
        {
            if (ConnectionInode.Read(there, here) is not 0)
            {
                break;
            }

            await Task.Delay(AcceptLook, timeout);
        }

        return Find();
    }

    /// <returns>null: nobody has accepted it, or it cannot be seen who.</returns>
    internal int? Find() =>
        ConnectionInode.Read(there, here) is { } inode and not 0 ? SocketHolder.Find(inode, pids) : null;
}
