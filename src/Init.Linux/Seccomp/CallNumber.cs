using Init.Linux.Interop;

namespace Init.Linux.Seccomp;

/// <summary>The calls that <see cref="BindFilter"/> stops.</summary>
public enum CallNumber
{
    Bind = C.SYS_bind,
    Listen = C.SYS_listen,
    Setsockopt = C.SYS_setsockopt,
}
