using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Seccomp;

/// <summary>seccomp_unotify(2) on one listener. A caller may be killed at any moment: ENOENT from any of these means
/// that nobody waits any more, and is no error.</summary>
public static unsafe class NotificationQueue
{
    /// <returns>errno, or 0. ENOENT: the caller died before we came; EAGAIN cannot come after a readable poll.
    /// </returns>
    public static int Receive(OwnedFd listener, out StoppedCall call)
    {
        seccomp_notif raw = default;
        var error = Control(listener, C.SECCOMP_IOCTL_NOTIF_RECV, &raw);
        call = new StoppedCall(
            raw.id, (int)raw.pid, (CallNumber)raw.data_nr,
            raw.data_arg0, raw.data_arg1, raw.data_arg2, raw.data_arg3, raw.data_arg4);
        return error;
    }

    /// <summary>Whether what was read of the caller's memory and descriptors was still the caller's: its pid may have
    /// been used again otherwise.</summary>
    public static bool IsAlive(OwnedFd listener, StoppedCall call)
    {
        var id = call.Id;
        return Control(listener, C.SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
    }

    /// <summary>Puts a descriptor of ours over one of the caller's.</summary>
    /// <returns>errno, or 0. EINVAL: the kernel is older than 5.9.</returns>
    public static int Replace(OwnedFd listener, StoppedCall call, OwnedFd ours, int theirs, bool closeOnExec)
    {
        var entry = new seccomp_notif_addfd
        {
            id = call.Id, flags = C.SECCOMP_ADDFD_FLAG_SETFD, srcfd = (uint)ours.Number, newfd = (uint)theirs,
            newfd_flags = closeOnExec ? (uint)C.O_CLOEXEC : 0,
        };

        // The ioctl answers the descriptor's number in the caller.
        return Control(listener, C.SECCOMP_IOCTL_NOTIF_ADDFD, &entry);
    }

    /// <param name="errno">What the call fails with; 0: it succeeds and returns 0.</param>
    public static void Answer(OwnedFd listener, StoppedCall call, int errno)
    {
        var answer = new seccomp_notif_resp { id = call.Id, error = -errno };
        _ = Control(listener, C.SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }

    /// <summary>The kernel does what the caller asked for.</summary>
    public static void Continue(OwnedFd listener, StoppedCall call)
    {
        var answer = new seccomp_notif_resp { id = call.Id, flags = C.SECCOMP_USER_NOTIF_FLAG_CONTINUE };
        _ = Control(listener, C.SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }

    private static int Control(OwnedFd listener, uint request, void* argument)
    {
        int result;
        do
        {
            result = Libc.ioctl(listener.Number, request, argument);
        }
        while (LastError.IsInterrupted(result));
        return result < 0 ? LastError.Value : 0;
    }
}
