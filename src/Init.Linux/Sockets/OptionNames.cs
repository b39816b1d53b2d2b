using Init.Linux.Interop;
using Init.Linux.Proc;

namespace Init.Linux.Sockets;

/// <summary>Socket options by what they mean.</summary>
public static class OptionNames
{
    public static bool IsReusePort(int level, int name) => level == C.SOL_SOCKET && name == C.SO_REUSEPORT;

    public static bool IsIpv6Only(int level, int name) => level == C.IPPROTO_IPV6 && name == C.IPV6_V6ONLY;

    /// <summary>net.ipv6.bindv6only of this network namespace.</summary>
    public static bool Ipv6OnlyByDefault => BoundedFile.FirstLine("/proc/sys/net/ipv6/bindv6only") == "1";
}
