using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>Sockets that bind(2) would not let exist side by side are one.</summary>
internal sealed record SocketKey(SocketKind Kind, SocketAddress Address, bool Ipv6Only);
