using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Processes;

/// <summary>What only the child itself can set, between spawn and exec. Everything here is for the calling thread,
/// which is the one that execs: raw system calls, because glibc's wrappers would signal the other threads to follow.
/// </summary>
public static unsafe class BeforeExec
{
    private const string OomScoreFile = "/proc/self/oom_score_adj";
    private const int OomScoreMax = 1000;

    /// <summary>Bits in the kernel's sets.</summary>
    private const int CapabilitiesMax = 64;

    /// <summary>The kernel sends <paramref name="signal"/> when the parent dies; it may have died before.</summary>
    /// <returns>False when the parent is gone already.</returns>
    public static bool DieWithParent(int parent, int signal)
    {
        Libc.prctl(C.PR_SET_PDEATHSIG, (nuint)signal, 0, 0, 0);
        return Libc.getppid() == parent;
    }

    /// <summary>Privileges can no longer be gained by exec: setuid programs run without.</summary>
    public static int SetNoNewPrivileges() =>
        Libc.prctl(C.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : LastError.Value;

    /// <summary>What no exec can bring back. Before the identity changes, because it takes a capability.</summary>
    /// <returns>errno, or 0. EPERM: CAP_SETPCAP is not there; then only no_new_privs keeps setuid programs from
    /// gaining some.</returns>
    public static int DropCapabilityBounds()
    {
        for (var capability = 0; capability < CapabilitiesMax; capability++)
        {
            if (Libc.prctl(C.PR_CAPBSET_DROP, (nuint)capability, 0, 0, 0) != 0)
            {
                // EINVAL: beyond the last one that this kernel knows.
                return LastError.Value == Errno.EINVAL ? 0 : LastError.Value;
            }
        }

        return 0;
    }

    /// <summary>Effective, permitted, inheritable and ambient ones. Giving up needs no privilege.</summary>
    /// <returns>errno, or 0.</returns>
    public static int DropCapabilities()
    {
        // EINVAL before Linux 4.3, which has no ambient ones.
        _ = Libc.prctl(C.PR_CAP_AMBIENT, C.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        var header = new cap_user_header { version = C._LINUX_CAPABILITY_VERSION_3 };
        var none = stackalloc cap_user_data[2];
        none[0] = none[1] = default;
        return Libc.syscall(C.SYS_capset, (nint)(&header), (nint)none, 0, 0, 0, 0) == 0 ? 0 : LastError.Value;
    }

    /// <summary>Groups first, the user last: afterwards nothing could be changed any more.</summary>
    public static int BecomeUser(uint uid, uint gid, IReadOnlyList<uint> groups)
    {
        var list = groups.ToArray();
        fixed (uint* first = list)
        {
            if (Libc.syscall(C.SYS_setgroups, list.Length, (nint)first, 0, 0, 0, 0) != 0
                || Libc.syscall(C.SYS_setresgid, (nint)gid, (nint)gid, (nint)gid, 0, 0, 0) != 0
                || Libc.syscall(C.SYS_setresuid, (nint)uid, (nint)uid, (nint)uid, 0, 0, 0) != 0)
            {
                return LastError.Value;
            }
        }

        return 0;
    }

    public static int ChangeDirectory(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            return Libc.chdir(text) == 0 ? 0 : LastError.Value;
        }
    }

    /// <summary>Makes the OOM killer take this process before its parent. Raising needs no privilege; that it cannot be
    /// done (no /proc, a read-only one) loses nothing but this preference.</summary>
    public static void RaiseOomScore(int by)
    {
        try
        {
            if (int.TryParse(File.ReadAllText(OomScoreFile), out var now))
            {
                File.WriteAllText(OomScoreFile, $"{Math.Min(now + by, OomScoreMax)}");
            }
        }
        catch (IOException)
        {
            // See above.
        }
        catch (UnauthorizedAccessException)
        {
            // See above.
        }
    }

    /// <summary>Does not return when it succeeds.</summary>
    /// <returns>errno.</returns>
    public static int Execute(byte[] path, StringVector arguments, StringVector environment)
    {
        fixed (byte* text = CString.Of(path))
        {
            _ = Libc.execve(text, arguments.Pointers, environment.Pointers);
            return LastError.Value;
        }
    }
}
