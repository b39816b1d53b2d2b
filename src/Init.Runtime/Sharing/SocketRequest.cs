using System.Net;
using System.Net.Sockets;
using Init.Linux;
using Init.Linux.Sockets;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Sharing;

/// <summary>A socket as a worker would have bound it.</summary>
internal sealed class SocketRequest
{
    private readonly SocketKind _kind;
    private readonly IReadOnlyList<SocketOption> _options;

    internal SocketRequest(SocketKind kind, SocketAddress address, IReadOnlyList<SocketOption> options)
    {
        _kind = kind;
        _options = options;
        Address = address;
        Key = new SocketKey(kind, address, IsIpv6Only(address, options));
        ReusesPort = options.Any(option => OptionNames.IsReusePort(option.Level, option.Name) && IsOn(option));
    }

    internal SocketAddress Address { get; }

    internal SocketKey Key { get; }

    internal bool ReusesPort { get; }

    /// <returns>errno, or 0 and the bound socket; to be disposed in both cases.</returns>
    internal int TryBind(out OwnedSocket socket) => TryBind(isSecond: false, out socket);

    /// <summary>A second socket at the same address.</summary>
    /// <returns>null when it cannot be had.</returns>
    internal OwnedSocket? BindBeside()
    {
        if (TryBind(isSecond: true, out var socket) == 0)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    private int TryBind(bool isSecond, out OwnedSocket socket)
    {
        var error = OwnedSocket.Create(_kind, Address.Family, out socket);
        if (error != 0)
        {
            return error;
        }

        _ = socket.ReuseAddress();
        foreach (var option in _options)
        {
            // One that the kernel refuses us it has refused the worker too. SO_REUSEPORT would let a stranger bind the
            // same port beside us, and is not needed as long as all workers get this one socket.
            if (!OptionNames.IsReusePort(option.Level, option.Name))
            {
                _ = socket.SetOption(option.Level, option.Name, option.Value);
            }
        }

        error = isSecond ? socket.ReusePort() : 0;
        return error != 0 ? error : socket.Bind(Address);
    }

    private static bool IsIpv6Only(SocketAddress address, IReadOnlyList<SocketOption> options)
    {
        if (address.Ip is not { } ip || ip.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        var set = options.FirstOrDefault(option => OptionNames.IsIpv6Only(option.Level, option.Name));
        return !ip.Equals(IPAddress.IPv6Any) || (set is null ? OptionNames.Ipv6OnlyByDefault : IsOn(set));
    }

    private static bool IsOn(SocketOption option) => option.Value.Any(part => part != 0);
}
