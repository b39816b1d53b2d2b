using System.Buffers.Binary;
using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Watching;

/// <summary>inotify(7), not waiting.</summary>
internal sealed unsafe class Inotify : IDisposable
{
    // struct inotify_event: wd, mask, cookie, len, then len bytes of a name with zeros behind it.
    private const int HeaderBytes = 16;
    private const int OffsetMask = 4;
    private const int OffsetLength = 12;
    private const int BufferBytes = 16 * 1024;

    /// <summary>Writing is told when the writer closes: not each of a hundred writes. Another mode or time alone is no
    /// change.</summary>
    private const uint Mask = C.IN_CLOSE_WRITE | C.IN_CREATE | C.IN_DELETE | C.IN_MOVED_FROM | C.IN_MOVED_TO
        | C.IN_DELETE_SELF | C.IN_MOVE_SELF | C.IN_EXCL_UNLINK;

    public OwnedFd Fd { get; } = new();

    private Inotify()
    {
    }

    /// <returns>errno, or 0. EMFILE: the user has as many as it may.</returns>
    public static int Create(out Inotify inotify)
    {
        inotify = new Inotify();
        var number = Libc.inotify_init1(C.IN_CLOEXEC | C.IN_NONBLOCK);
        if (number < 0)
        {
            return LastError.Value;
        }

        inotify.Fd.Fill(number);
        return 0;
    }

    /// <returns>The watch's number, which is the same for the same thing; or −errno.</returns>
    public int Add(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            var watch = Libc.inotify_add_watch(Fd.Number, text, Mask);
            return watch < 0 ? -LastError.Value : watch;
        }
    }

    /// <summary>EINVAL is ordinary: the kernel drops the watch of what is gone.</summary>
    public void Remove(int watch) => _ = Libc.inotify_rm_watch(Fd.Number, watch);

    /// <summary>One buffer's worth.</summary>
    /// <returns>False when there was nothing.</returns>
    public bool Read(List<InotifyEvent> events)
    {
        Span<byte> buffer = stackalloc byte[BufferBytes];
        var count = Descriptor.Read(Fd, buffer);
        ReadOnlySpan<byte> bytes = count > 0 ? buffer[..count] : [];
        while (bytes.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[OffsetLength..]);
            if (length > bytes.Length - HeaderBytes)
            {
                break;
            }

            var name = bytes.Slice(HeaderBytes, (int)length);
            var end = name.IndexOf((byte)0);
            events.Add(new InotifyEvent(
                BinaryPrimitives.ReadInt32LittleEndian(bytes),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[OffsetMask..]),
                Encoding.UTF8.GetString(end < 0 ? name : name[..end])));
            bytes = bytes[(HeaderBytes + (int)length)..];
        }

        return count > 0;
    }

    public void Dispose() => Fd.Dispose();
}
