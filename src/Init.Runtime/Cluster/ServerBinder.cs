using System.Net;
using Init.Core.Cluster;
using Init.Linux;
using Init.Linux.Sockets;
using Init.Runtime.Doors;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Cluster;

/// <summary>Makes the socket that a Node program asked for, as Node's own primary would.</summary>
internal static class ServerBinder
{
    /// <summary>Its first 107 bytes are a path to connect(2); what follows a NUL is an abstract name.</summary>
    private const char AbstractMark = '\0';

    /// <param name="owner">Whose files are made.</param>
    /// <returns>errno, or 0 and the bound socket, not listening yet; to be disposed in both cases.</returns>
    internal static int Bind(ServerQuery query, uint owner, out OwnedSocket socket)
    {
        if (query.Family == ServerFamily.Unix)
        {
            return BindUnix(query, owner, out socket);
        }

        var kind = query.IsDatagram ? SocketKind.Udp : SocketKind.Tcp;
        if (query.Address.Length > 0)
        {
            if (IPAddress.TryParse(query.Address, out var address))
            {
                return Bind(kind, SocketAddress.OfIp(address, query.Port), query, out socket);
            }

            _ = OwnedSocket.Create(kind, SocketAddress.OfIp(IPAddress.Any, 0).Family, out socket);
            return Errno.EINVAL;
        }

        if (query.Family == ServerFamily.Udp4)
        {
            return Bind(kind, SocketAddress.OfIp(IPAddress.Any, query.Port), query, out socket);
        }

        // No address is every address: IPv6's serves IPv4 too. A port that is taken there is taken.
        var error = Bind(kind, SocketAddress.OfIp(IPAddress.IPv6Any, query.Port), query, out socket);
        if (error is 0 or Errno.EADDRINUSE or Errno.EACCES || query.Family == ServerFamily.Udp6)
        {
            return error;
        }

        socket.Dispose();
        return Bind(kind, SocketAddress.OfIp(IPAddress.Any, query.Port), query, out socket);
    }

    /// <summary>Where a Unix socket's file is; null: there is none, because it is in the abstract namespace.</summary>
    internal static string? FileOf(ServerQuery query) =>
        query.Family == ServerFamily.Unix && !query.Address.Contains(AbstractMark) ? query.Address : null;

    private static int Bind(SocketKind kind, SocketAddress address, ServerQuery query, out OwnedSocket socket)
    {
        var error = OwnedSocket.Create(kind, address.Family, out socket);
        if (error != 0)
        {
            return error;
        }

        // Of datagrams SO_REUSEADDR would share the port with strangers, so only who asks gets it.
        _ = !query.IsDatagram || query.ReusesAddress ? socket.ReuseAddress() : 0;
        _ = address.Ip is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 }
            ? socket.SetIpv6Only(query.IsIpv6Only) : 0;
        return socket.Bind(address);
    }

    private static int BindUnix(ServerQuery query, uint owner, out OwnedSocket socket)
    {
        var mark = query.Address.IndexOf(AbstractMark);
        var path = mark < 0 ? query.Address : $"@{query.Address[(mark + 1)..]}";
        if (System.Text.Encoding.UTF8.GetByteCount(path) > SocketAddress.PathBytesMax || !IsName(path, mark >= 0))
        {
            _ = OwnedSocket.Create(SocketKind.UnixStream, SocketAddress.OfPath("/").Family, out socket);
            return Errno.EINVAL;
        }

        var error = ListenSocket.OpenUnix(path, out socket);
        if (error == 0 && mark < 0 && (query.IsReadableByAll || query.IsWritableByAll))
        {
            return SocketFile.OpenToAll(path, owner, query.IsReadableByAll, query.IsWritableByAll);
        }

        return error;
    }

    private static bool IsName(string path, bool isAbstract) =>
        isAbstract ? path.Length > 1 : path.StartsWith('/') && !path.Contains(AbstractMark);
}
