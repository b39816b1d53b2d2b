using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>A port of this machine, in one address family. A connection has the family of the socket that it was accepted
/// from: on one for IPv6 that takes IPv4 too, all are of IPv6.</summary>
/// <param name="Family">AF_INET or AF_INET6.</param>
public sealed record TcpPort(int Family, int Number)
{
    /// <returns>null: none, or not of IP.</returns>
    public static TcpPort? Of(SocketAddress? address) =>
        address is { Ip: not null, Port: > 0 } ? new(address.Family, address.Port) : null;

    /// <summary>Where the family is not known.</summary>
    public static IReadOnlyList<TcpPort> Any(int number) => [new(C.AF_INET, number), new(C.AF_INET6, number)];
}
