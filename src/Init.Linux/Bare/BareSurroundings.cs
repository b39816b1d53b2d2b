using System.Runtime.CompilerServices;
using Init.Linux.Interop;
using Init.Linux.Terminal;

namespace Init.Linux.Bare;

/// <summary>Where this process finds itself.</summary>
public static unsafe class BareSurroundings
{
    private const int NamespaceTextMax = 32;

    /// <summary>Whether our session has a terminal, and so perhaps a shell that waits for our job to stop. Standard
    /// input alone does not tell: in a pipeline it is the one before us. The other way, a container need not have
    /// /dev/tty. (A foreground group of another pid namespace is 0.)
    /// </summary>
    public static bool HasTerminal
    {
        get
        {
            if (BareLibc.tcgetpgrp(ControllingTerminal.StandardInput) >= 0)
            {
                return true;
            }

            fixed (byte* path = "/dev/tty\0"u8)
            {
                var terminal = BareLibc.open(path, C.O_RDONLY | C.O_NONBLOCK | C.O_CLOEXEC, 0);
                var isOurs = terminal >= 0 && BareLibc.tcgetpgrp(terminal) >= 0;
                _ = terminal >= 0 ? BareLibc.close(terminal) : 0;
                return isOurs;
            }
        }
    }

    /// <summary>Whether this may be the machine's PID 1, of the pid namespace that the kernel itself makes
    /// (include/linux/proc_ns.h); <see cref="Processes.Machine"/> knows for certain.</summary>
    [SkipLocalsInit]
    public static bool MayBeMachine
    {
        get
        {
            if (BareLibc.getpid() != 1)
            {
                return false;
            }

            var text = stackalloc byte[NamespaceTextMax];
            fixed (byte* link = "/proc/self/ns/pid\0"u8, first = "pid:[4026531836]\0"u8)
            {
                var length = BareLibc.readlink(link, text, NamespaceTextMax - 1);
                text[length < 0 ? 0 : length] = 0;
                return length < 0 || BareLibc.strcmp(text, first) == 0;
            }
        }
    }

    /// <summary>Whether a variable is set, and to something.</summary>
    /// <param name="name">With a zero at its end.</param>
    public static bool IsSet(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            var value = BareLibc.getenv(text);
            return value is not null && *value != 0;
        }
    }
}
