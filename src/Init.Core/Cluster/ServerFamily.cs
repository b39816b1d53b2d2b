namespace Init.Core.Cluster;

/// <summary>What kind of server a Node worker wants to open (`addressType` on the channel).</summary>
public enum ServerFamily
{
    /// <summary>Also where no address was given, which means every address of both families.</summary>
    Ipv4,
    Ipv6,
    Unix,
    Udp4,
    Udp6,

    /// <summary>A descriptor of the primary's: <see cref="ServerQuery.Fd"/>.</summary>
    Descriptor,
}
