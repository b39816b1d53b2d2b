using System.Net;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Sockets;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Doors;

/// <summary>Sockets that pm1 binds by itself: the admin port, the control socket, `--listen`.</summary>
internal static class ListenSocket
{
    private const int Backlog = 511;

    /// <returns>errno, or 0 and the socket, listening (UDP: bound); to be disposed in both cases.</returns>
    internal static int Open(ListenAddress address, out OwnedSocket socket)
    {
        if (address.Transport == Transport.Unix)
        {
            return OpenUnix(address.Path, out socket);
        }

        var error = TryBind(address, out socket);
        return error != 0 || address.Transport == Transport.Udp ? error : socket.Listen(Backlog);
    }

    /// <summary>Of an IP address; nobody can connect yet.</summary>
    /// <returns>errno, or 0 and the socket; to be disposed in both cases.</returns>
    internal static int TryBind(ListenAddress address, out OwnedSocket socket)
    {
        var kind = address.Transport == Transport.Udp ? SocketKind.Udp : SocketKind.Tcp;
        if (address.Host.Length > 0)
        {
            return Bind(kind, SocketAddress.OfIp(IPAddress.Parse(address.Host), address.Port), out socket);
        }

        // Every address: one IPv6 socket serves IPv4 too; where the kernel has no IPv6, IPv4 alone.
        var error = Bind(kind, SocketAddress.OfIp(IPAddress.IPv6Any, address.Port), out socket);
        if (error is not (Errno.EAFNOSUPPORT or Errno.EADDRNOTAVAIL))
        {
            return error;
        }

        socket.Dispose();
        return Bind(kind, SocketAddress.OfIp(IPAddress.Any, address.Port), out socket);
    }

    /// <param name="path">`@NAME` in the abstract namespace.</param>
    /// <param name="socket">See above.</param>
    internal static int OpenUnix(string path, out OwnedSocket socket)
    {
        var error = Open(SocketKind.UnixStream, SocketAddress.OfPath(path), out socket);
        if (error != Errno.EADDRINUSE || path.StartsWith('@') || !SocketFile.IsDead(path))
        {
            return error;
        }

        // Left behind by a pm1 that was killed: nobody answers on it.
        socket.Dispose();
        _ = SocketFile.Unlink(path);
        return Open(SocketKind.UnixStream, SocketAddress.OfPath(path), out socket);
    }

    /// <summary>A second socket at the same address, bound and not listening yet.</summary>
    /// <returns>null when it cannot be had.</returns>
    internal static OwnedSocket? Beside(OwnedSocket first)
    {
        if (first.LocalAddress is not { } address
            || OwnedSocket.Create(first.Kind, address.Family, out var socket) != 0)
        {
            return null;
        }

        _ = socket.ReuseAddress();
        _ = address.Ip!.Equals(IPAddress.IPv6Any) ? socket.SetIpv6Only(first.IsIpv6Only) : 0;
        if (socket.ReusePort() == 0 && socket.Bind(address) == 0)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    internal static int Open(SocketKind kind, SocketAddress address, out OwnedSocket socket)
    {
        var error = Bind(kind, address, out socket);
        return error != 0 || kind == SocketKind.Udp ? error : socket.Listen(Backlog);
    }

    private static int Bind(SocketKind kind, SocketAddress address, out OwnedSocket socket)
    {
        var error = OwnedSocket.Create(kind, address.Family, out socket);
        if (error != 0)
        {
            return error;
        }

        if (kind != SocketKind.UnixStream)
        {
            _ = socket.ReuseAddress();
            _ = address.Ip!.Equals(IPAddress.IPv6Any) ? socket.SetIpv6Only(false) : 0;
        }

        return socket.Bind(address);
    }
}
