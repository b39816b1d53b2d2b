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
        using var identity = Files(out var error);
        foreach (var file in error == 0 ? _files : [])
        {
            _ = SocketFile.Unlink(file);
        }

        _files.Clear();
    }

    /// <summary>A worker that runs as another user than pm1 must not get files made, or removed, where it could not do that
    /// itself: they are touched as that user.</summary>
    /// <param name="error">errno, or 0.</param>
    /// <returns>null: pm1 is that user.</returns>
    private FileIdentity? Files(out int error)
    {
        error = 0;
        if (app.User is not { } user || user.Uid == Self.Uid)
        {
            return null;
        }

        var identity = FileIdentity.Take(user.Uid, user.Gid);
        error = identity is null ? Errno.EPERM : 0;
        return identity;
    }

    /// <summary>Said before anything is tried, and of the folder alone.</summary>
    private int MayNot(ServerQuery query) =>
        app.User is { } user && user.Uid != Self.Uid && ServerBinder.FileOf(query) is { } file
        && !SocketFile.MayBeMadeBy(file, user.Uid, user.Gid)
            ? Errno.EACCES : 0;

    private int Open(ServerQuery query, out OwnedSocket? socket)
    {
        var error = 0;
        if (query.Family != ServerFamily.Descriptor)
        {
            // A port is bound as pm1: that a worker without privileges gets port 80 is what many want.
            using var identity = ServerBinder.FileOf(query) is null ? null : Files(out error);
            socket = null;
            return error != 0 ? error : ServerBinder.Bind(query, app.User?.Uid ?? Self.Uid, out socket);
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
