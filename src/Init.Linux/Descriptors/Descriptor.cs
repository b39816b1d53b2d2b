using Init.Linux.Interop;

namespace Init.Linux.Descriptors;

/// <summary>Reading and writing of descriptors.</summary>
public static unsafe class Descriptor
{
    /// <summary>So many can the start of pm1 have had open at once.</summary>
    private const int OwnDescriptorsMax = 32;

    /// <returns>Bytes read (0 at the end), or −errno.</returns>
    public static int Read(OwnedFd fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do
            {
                count = Libc.read(fd.Number, start, (nuint)buffer.Length);
            }
            while (LastError.IsInterrupted(count));
            return count < 0 ? -LastError.Value : (int)count;
        }
    }

    /// <returns>Bytes written, possibly fewer than asked, or −errno.</returns>
    public static int Write(OwnedFd fd, ReadOnlySpan<byte> bytes) => Write(fd.Number, bytes);

    /// <summary>All of it, or an errno; for descriptors that block or files.</summary>
    public static int WriteAll(OwnedFd fd, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var written = Write(fd.Number, bytes);
            if (written < 0)
            {
                return -written;
            }

            bytes = bytes[written..];
        }

        return 0;
    }

    /// <summary>Closes what the caller of pm1 left open at <paramref name="first"/> and above, so that pm1 holds
    /// nobody's pipe open. What is close-on-exec cannot have come through exec: it is ours, or the runtime's own, which
    /// remembers numbers (its /dev/urandom) and would go on reading from whatever took them.</summary>
    /// <param name="own">The descriptor that was opened last: whatever else is ours stands about there or below.
    /// </param>
    public static void CloseInherited(int first, OwnedFd own)
    {
        var end = Math.Max(first, own.Number + OwnDescriptorsMax);
        for (var number = first; number < end; number++)
        {
            CloseIfInherited(number);
        }

        if (Libc.close_range((uint)end, uint.MaxValue, 0) == 0)
        {
            return;
        }

        // Before Linux 5.9, or where a profile refuses it: one by one.
        foreach (var path in Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd") : [])
        {
            if (int.TryParse(Path.GetFileName(path), out var number) && number >= end)
            {
                CloseIfInherited(number);
            }
        }
    }

    /// <summary>The whole of a file, whatever its position.</summary>
    /// <returns>null when it cannot be read or is larger than <paramref name="bytesMax"/>.</returns>
    public static byte[]? ReadFromStart(OwnedFd file, int bytesMax)
    {
        using var stream = new MemoryStream();
        var part = new byte[1 << 16];
        while (stream.Length <= bytesMax)
        {
            nint count;
            fixed (byte* start = part)
            {
                count = Libc.pread(file.Number, start, (nuint)part.Length, stream.Length);
            }

            if (LastError.IsInterrupted(count))
            {
                continue;
            }

            if (count <= 0)
            {
                return count == 0 ? stream.ToArray() : null;
            }

            stream.Write(part, 0, (int)count);
        }

        return null;
    }

    /// <summary>Where standard input, output or error were closed by whoever started us, /dev/null takes their place:
    /// else the next descriptor of ours would, and messages would go into it.</summary>
    public static void OpenClosedStandard()
    {
        fixed (byte* path = "/dev/null\0"u8)
        {
            for (var number = 0; number <= 2; number++)
            {
                // The lowest free number is the one that was found closed. Inherited by children, as standard ones are.
                _ = Libc.fcntl(number, C.F_GETFD, 0) >= 0 ? 0 : Libc.open(path, C.O_RDWR, 0);
            }
        }
    }

    /// <summary>Makes room in a pipe: who writes without waiting (Node does) loses less at its end.</summary>
    /// <param name="bytes">The usual limit without privileges is 1 MiB (pipe-max-size).</param>
    /// <returns>errno, or 0. EPERM: over the limit; then it stays as it was.</returns>
    public static int EnlargePipe(OwnedFd pipe, int bytes) =>
        Libc.fcntl(pipe.Number, C.F_SETPIPE_SZ, bytes) >= 0 ? 0 : LastError.Value;

    /// <summary>A file in memory, for handing bytes of any size to a child.</summary>
    public static int CreateMemoryFile(string name, out OwnedFd fd)
    {
        fd = new OwnedFd();
        fixed (byte* text = Native.CString.Of(name))
        {
            var number = Libc.memfd_create(text, C.MFD_CLOEXEC);
            if (number < 0)
            {
                return LastError.Value;
            }

            fd.Fill(number);
            return 0;
        }
    }

    /// <summary>pipe(7).</summary>
    /// <returns>errno, or 0; both to be disposed in any case.</returns>
    public static int CreatePipe(out OwnedFd read, out OwnedFd write)
    {
        read = new OwnedFd();
        write = new OwnedFd();
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, C.O_CLOEXEC) != 0)
        {
            return LastError.Value;
        }

        read.Fill(ends[0]);
        write.Fill(ends[1]);
        return 0;
    }

    /// <summary>A second descriptor of the same file, numbered <paramref name="first"/> or above.</summary>
    /// <returns>errno, or 0. EMFILE: no such number is free within the limit.</returns>
    public static int Duplicate(OwnedFd fd, int first, out OwnedFd copy)
    {
        copy = new OwnedFd();
        var number = Libc.fcntl(fd.Number, C.F_DUPFD_CLOEXEC, first);
        if (number < 0)
        {
            // EINVAL: even the first number is beyond the limit.
            return LastError.Value == Errno.EINVAL ? Errno.EMFILE : LastError.Value;
        }

        copy.Fill(number);
        return 0;
    }

    /// <summary>Gives a descriptor a number of at least <paramref name="first"/>, if it has a lower one.</summary>
    /// <returns>errno, or 0.</returns>
    public static int MoveBehind(ref OwnedFd fd, int first)
    {
        if (fd.Number >= first)
        {
            return 0;
        }

        var error = Duplicate(fd, first, out var moved);
        if (error == 0)
        {
            fd.Dispose();
            fd = moved;
        }

        return error;
    }

    /// <summary>Until something can be read, or the other end is closed.</summary>
    public static void WaitReadable(OwnedFd fd) => Poll(fd.Number, C.POLLIN, timeoutMilliseconds: -1);

    /// <summary>The same, but no longer than that (under 24 days).</summary>
    /// <returns>False when that time has passed.</returns>
    public static bool WaitReadable(OwnedFd fd, TimeSpan max) =>
        Poll(fd.Number, C.POLLIN, (int)Math.Max(0, max.TotalMilliseconds));

    /// <summary>PIPE_BUF: what <see cref="HasRoom"/> promises room for.</summary>
    internal const int RoomBytes = 4096;

    /// <summary>Whether a write of a pipe's atomic size would be taken at once, or fail at once.</summary>
    internal static bool HasRoom(int number) => Poll(number, C.POLLOUT, timeoutMilliseconds: 0);

    internal static void WaitRoom(int number) => Poll(number, C.POLLOUT, timeoutMilliseconds: -1);

    private static bool Poll(int number, short events, int timeoutMilliseconds)
    {
        var entry = new pollfd { fd = number, events = events };
        int count;
        do
        {
            count = Libc.poll(&entry, 1, timeoutMilliseconds);
        }
        while (LastError.IsInterrupted(count));
        return count > 0;
    }

    private static void CloseIfInherited(int number)
    {
        if (Libc.fcntl(number, C.F_GETFD, 0) is var flags and >= 0 && (flags & C.FD_CLOEXEC) == 0)
        {
            _ = Libc.close(number);
        }
    }

    internal static int Write(int number, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            do
            {
                count = Libc.write(number, start, (nuint)bytes.Length);
            }
            while (LastError.IsInterrupted(count));
            return count < 0 ? -LastError.Value : (int)count;
        }
    }
}
