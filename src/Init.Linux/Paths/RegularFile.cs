using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Paths;

/// <summary>Files that others name: what is no regular file is left alone, as opening a pipe could wait for ever, and
/// opening a device could do something.</summary>
public static unsafe class RegularFile
{
    public static bool IsReadable(string path) => Size(path) is not null && Ask(path, C.R_OK);

    public static bool IsExecutable(string path) => Size(path) is not null && Ask(path, C.X_OK);

    /// <returns>All of it; null: it cannot be read, or is larger.</returns>
    public static byte[]? Read(string path, int bytesMax) =>
        Size(path) is { } size && size <= bytesMax ? Bytes(path, (int)size) : null;

    /// <returns>The first bytes, so many if there are as many; null: it cannot be read.</returns>
    public static byte[]? Head(string path, int bytes) =>
        Size(path) is { } size ? Bytes(path, (int)Math.Min(size, bytes)) : null;

    private static byte[]? Bytes(string path, int wanted)
    {
        using var fd = new OwnedFd();
        fixed (byte* text = CString.Of(path))
        {
            // What was a file a moment ago may be a pipe by now.
            var number = Libc.open(text, C.O_RDONLY | C.O_NONBLOCK | C.O_CLOEXEC, 0);
            if (number < 0)
            {
                return null;
            }

            fd.Fill(number);
        }

        var bytes = new byte[wanted];
        var length = 0;
        while (length < wanted)
        {
            var count = Descriptor.Read(fd, bytes.AsSpan(length));
            if (count <= 0)
            {
                return count == 0 ? bytes[..length] : null;
            }

            length += count;
        }

        return bytes;
    }

    private static long? Size(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            stat_t found;
            return Libc.stat(text, &found) == 0 && (found.st_mode & C.S_IFMT) == C.S_IFREG ? found.st_size : null;
        }
    }

    private static bool Ask(string path, int mode)
    {
        fixed (byte* text = CString.Of(path))
        {
            return Libc.access(text, mode) == 0;
        }
    }
}
