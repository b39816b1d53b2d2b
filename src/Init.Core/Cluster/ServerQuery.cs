namespace Init.Core.Cluster;

/// <summary>What a Node worker asks of its primary when a program calls listen() or bind(); a `queryServer` or
/// `listening` line.</summary>
public sealed record ServerQuery
{
    /// <summary>What listen(2) gets where the program named nothing (Node's own default).</summary>
    public const int BacklogDefault = 511;

    public required ServerFamily Family { get; init; }

    /// <summary>A literal IP, a path, or empty for every address. As long as the channel's lines may be.</summary>
    public string Address { get; init; } = "";

    /// <summary>0 to 65535; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Only of <see cref="ServerFamily.Descriptor"/>.</summary>
    public int Fd { get; init; } = -1;

    /// <summary>Of <see cref="Fd"/>: the program takes it for a datagram socket.</summary>
    public bool IsDatagramFd { get; init; }

    /// <summary>Tells several servers on port 0 of one program apart.</summary>
    public int Index { get; init; }

    /// <summary>IPV6_V6ONLY.</summary>
    public bool IsIpv6Only { get; init; }

    /// <summary>SO_REUSEADDR on a datagram socket.</summary>
    public bool ReusesAddress { get; init; }
    public int Backlog { get; init; } = BacklogDefault;

    /// <summary>Of a Unix socket: others may connect. Both are of the file's mode.</summary>
    public bool IsReadableByAll { get; init; }
    public bool IsWritableByAll { get; init; }

    /// <summary>Opaque JSON that all workers of a server are to share (a TLS server's ticket keys); empty: null.
    /// </summary>
    public string Data { get; init; } = "";

    public bool IsDatagram => Family is ServerFamily.Udp4 or ServerFamily.Udp6 || IsDatagramFd;

    /// <summary>Two workers that ask for the same get the same socket.</summary>
    public ServerId Id => new(Family, Address, Port, Fd, Port == 0 ? Index : 0);
}
