using Init.Linux.Interop;

namespace Init.Linux.Bare;

/// <summary>C's strings, and lines for people.</summary>
public static unsafe class BareText
{
    private const int StandardError = 2;
    private const int SubjectBytesMax = 2048;

    public static bool Same(byte* text, ReadOnlySpan<byte> zeroEnded)
    {
        fixed (byte* other = zeroEnded)
        {
            return BareLibc.strcmp(text, other) == 0;
        }
    }

    /// <summary>What follows the last slash.</summary>
    public static byte* BaseName(byte* path)
    {
        var name = path;
        for (; *path != 0; path++)
        {
            name = *path == (byte)'/' ? path + 1 : name;
        }

        return name;
    }

    /// <summary>Of a long one the beginning says enough, and all has to go into the room that a pipe
    /// promises.</summary>
    private static nuint SubjectLength(byte* subject)
    {
        var length = subject is null ? 0 : BareLibc.strlen(subject);
        return length < SubjectBytesMax ? length : SubjectBytesMax;
    }

    /// <summary>`pm1: cannot do SUBJECT: why`, in one write. A reader of standard error that stopped reading is asked
    /// about first, as it must not stop an init.</summary>
    /// <param name="before">Up to the subject.</param>
    /// <param name="subject">null: none.</param>
    /// <param name="errno">Becomes the words after the colon.</param>
    /// <param name="after">What follows those, with the line's end.</param>
    public static void Complain(ReadOnlySpan<byte> before, byte* subject, int errno, ReadOnlySpan<byte> after)
    {
        var why = BareLibc.strerror(errno);

        // A small first letter, to stand inside a sentence.
        var first = (byte)(*why is >= (byte)'A' and <= (byte)'Z' ? *why | 0x20 : *why);
        fixed (byte* start = before, colon = ": "u8, end = after)
        {
            var parts = stackalloc iovec[6];
            parts[0] = new iovec { iov_base = start, iov_len = (nuint)before.Length };
            parts[1] = new iovec { iov_base = subject, iov_len = SubjectLength(subject) };
            parts[2] = new iovec { iov_base = colon, iov_len = 2 };
            parts[3] = new iovec { iov_base = &first, iov_len = 1 };
            parts[4] = new iovec { iov_base = why + 1, iov_len = BareLibc.strlen(why + 1) };
            parts[5] = new iovec { iov_base = end, iov_len = (nuint)after.Length };
            var room = new pollfd { fd = StandardError, events = C.POLLOUT };
            _ = BareLibc.poll(&room, 1, 0) > 0 ? BareLibc.writev(StandardError, parts, 6) : 0;
        }
    }
}
