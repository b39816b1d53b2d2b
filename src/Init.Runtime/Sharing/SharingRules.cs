using Init.Core.Spec;
using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>Which binds are shared: TCP on a fixed port, unless `ports` names others or `private` names this one; UDP
/// only when named.</summary>
internal sealed class SharingRules(AppSpec app)
{
    private readonly HashSet<PortName> _ports = [.. app.Ports];
    private readonly HashSet<PortName> _private = [.. app.PrivatePorts];

    /// <summary>Before the kind of socket is known: could it be shared at all?</summary>
    internal static bool MayShare(SocketAddress address) => address.Ip is not null && address.Port != 0;

    internal bool Shares(SocketKind kind, SocketAddress address)
    {
        var transport = kind switch
        {
            SocketKind.Tcp or SocketKind.Mptcp => Transport.Tcp,
            SocketKind.Udp => Transport.Udp,
            SocketKind.UnixStream => Transport.Unix,
        };
        var name = new PortName(transport, address.Port);
        return !_private.Contains(name) && (_ports.Contains(name) || (_ports.Count == 0 && transport == Transport.Tcp));
    }
}
