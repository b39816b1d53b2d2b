using System.Net;
using Init.Core.Cluster;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;

namespace Init.Runtime.Cluster;

/// <summary>The sockets that Node programs have asked for: one for all workers of the app, kept open as long as the app
/// runs, so that a restart of all of them refuses no connection.</summary>
/// <param name="adopt">Takes a new one to the others that pm1 holds.</param>
/// <param name="inherited">Sockets that pm1 itself was given, by number (listen({fd})).</param>
internal sealed class NodeServers(
    AppSpec app, Action<SharedSocket> adopt, IReadOnlyDictionary<int, OwnedSocket> inherited)
{
    /// <summary>A program that opens more is no server but a scanner.</summary>
    private const int ServersMax = 256;

    private readonly Dictionary<ServerId, NodeListener> _byId = [];
    private readonly List<string> _files = [];
    private bool _isGivenUp;

    /// <param name="side">Of the worker that asks.</param>
    /// <param name="error">errno, or 0.</param>
    /// <returns>null: it cannot be had.</returns>
    internal NodeListener? Find(ServerQuery query, int side, out int error)
    {
        error = 0;
        if (_byId.TryGetValue(query.Id, out var known))
        {
            return known;
        }

        error = _isGivenUp || _byId.Count >= ServersMax ? Errno.EMFILE : MayNot(query);
        if (error != 0)
        {
            return null;
        }

        error = Open(query, out var socket);
        if (error != 0)
        {
            socket?.Dispose();
            return null;
        }

        // Node's workers rely on it, and it is the socket's: all who hold it share it.
        socket!.SetNonBlocking(true);
        var address = new SharedAddress(Describe(query, socket))
        {
            IsDispatched = app.IsDispatched && !query.IsDatagram,
        };
        var first = address.Add(side, socket);
        error = query.IsDatagram ? 0 : first.Listen(query.Backlog);
        if (error != 0)
        {
            address.Close();
            return null;
        }

        if (ServerBinder.FileOf(query) is { } file)
        {
            _files.Add(file);
        }

        var listener = new NodeListener(query, address, first, NameOf(socket));
        _byId[query.Id] = listener;
        adopt(first);
        return listener;
    }

    /// <summary>From here on nothing is bound any more, and files of sockets are removed: who comes now finds nobody.
    /// </summary>
    internal void GiveUp()
    {
        _isGivenUp = true;
        foreach (var file in _files)
        {
            _ = SocketFile.Unlink(file);
        }

        _files.Clear();
    }

    /// <summary>A worker that runs as another user than pm1 must not get files made where it could make none.</summary>
    private int MayNot(ServerQuery query) =>
        app.User is { } user && user.Uid != Self.Uid && ServerBinder.FileOf(query) is { } file
        && !SocketFile.MayBeMadeBy(file, user.Uid, user.Gid)
            ? Errno.EACCES : 0;

    private int Open(ServerQuery query, out OwnedSocket? socket)
    {
        if (query.Family != ServerFamily.Descriptor)
        {
            return ServerBinder.Bind(query, out socket);
        }

        return inherited.TryGetValue(query.Fd, out socket) ? 0 : Errno.EBADF;
    }

    private static IPEndPoint? NameOf(OwnedSocket socket) =>
        socket.LocalAddress is { Ip: { } ip } address ? new IPEndPoint(ip, address.Port) : null;

    private static string Describe(ServerQuery query, OwnedSocket socket) => query.Family switch
    {
        ServerFamily.Unix => $"unix:{query.Address.Replace('\0', '@')}",
        ServerFamily.Udp4 or ServerFamily.Udp6 => $"udp:{socket.LocalAddress}",
        ServerFamily.Descriptor => socket.LocalAddress?.ToString() ?? $"inherited{query.Fd}",
        ServerFamily.Ipv4 or ServerFamily.Ipv6 => socket.LocalAddress?.ToString() ?? query.Address,
    };
}
