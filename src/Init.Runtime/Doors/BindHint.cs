using Init.Linux;

namespace Init.Runtime.Doors;

/// <summary>What to do about an address that cannot be bound.</summary>
internal static class BindHint
{
    internal static string Of(int errno) => errno switch
    {
        Errno.EADDRINUSE => "another process in this network namespace holds it: stop that one, or choose another port",
        Errno.EACCES => "use a port ≥ 1024, or add NET_BIND_SERVICE",
        Errno.EADDRNOTAVAIL => "no interface of this network namespace has that address",
        Errno.EAFNOSUPPORT => "this kernel has no such address family: use an IPv4 address",
        Errno.ENOENT => "the folder of a unix socket must exist",
        _ => "choose another address",
    };
}
