using Init.Linux.Interop;
using Microsoft.Win32.SafeHandles;

namespace Init.Linux.Descriptors;

/// <summary>A descriptor that somebody owns and that is closed exactly once. It is always close-on-exec; a child gets
/// it only through a spawn plan that names it.</summary>
public sealed class OwnedFd : SafeHandleMinusOneIsInvalid
{
    /// <summary>An empty owner, allocated before the call that fills it, so that no failure can come in between.
    /// </summary>
    public OwnedFd() : base(ownsHandle: true)
    {
    }

    /// <summary>Takes over a descriptor that this process inherited.</summary>
    public static OwnedFd Inherited(int number)
    {
        var fd = new OwnedFd();
        fd.Fill(number);
        Libc.fcntl(number, C.F_SETFD, C.FD_CLOEXEC);
        return fd;
    }

    /// <summary>For system calls and for naming the descriptor to a child; never to be stored. −1 once it is closed, so
    /// that a late user gets EBADF and not the descriptor that has taken the number since.</summary>
    public int Number => IsClosed ? -1 : (int)handle;

    /// <summary>Gives the descriptor up to an owner outside this process's books (Kestrel).</summary>
    public int Release()
    {
        var number = Number;
        SetHandleAsInvalid();
        return number;
    }

    internal void Fill(int number) => SetHandle(number);

    // EINTR from close(2) means closed on Linux: a retry could close a stranger's descriptor.
    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
