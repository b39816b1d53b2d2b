using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Init.Agent;

/// <summary>What a client may use of the agent. Generous for a probe, a scrape and a command line; nothing else has
/// business here.</summary>
internal static class DoorLimits
{
    /// <summary>Each door has its own, so that a flood on the admin port leaves the control socket alone.</summary>
    internal const int ConnectionsMax = 256;
    internal const int BodyBytesMax = 64 * 1024;
    internal const int HeadersBytesMax = 16 * 1024;
    internal const int HeadersMax = 64;
    internal const int RequestLineBytesMax = 4 * 1024;
    internal const int BufferBytesMax = 64 * 1024;
    internal static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Longer than the usual scrape interval, so that a scraper keeps its connection.</summary>
    internal static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(75);

    internal static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyBytesMax;
        limits.MaxRequestHeadersTotalSize = HeadersBytesMax;
        limits.MaxRequestHeaderCount = HeadersMax;
        limits.MaxRequestLineSize = RequestLineBytesMax;
        limits.MaxRequestBufferSize = BufferBytesMax;
        limits.MaxResponseBufferSize = BufferBytesMax;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
    }
}
