namespace Init.Linux.Descriptors;

/// <summary>Descriptor 2, which nobody owns and which may be closed or full.</summary>
public static class StandardError
{
    private const int Number = 2;

    /// <summary>One write, so that a line is not torn by other processes' lines; what does not fit is lost. It is one
    /// open file with the workers', so it cannot be made non-blocking: a reader that stopped reading is asked about
    /// first.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        if (Descriptor.HasRoom(Number))
        {
            _ = Descriptor.Write(Number, bytes[..Math.Min(bytes.Length, Descriptor.RoomBytes)]);
        }
    }

    /// <summary>All of it, however long a reader takes; for a thread that may wait. What cannot be written is lost.
    /// </summary>
    public static void Relay(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var written = Descriptor.Write(Number, bytes);
            if (written == -Errno.EAGAIN)
            {
                Descriptor.WaitRoom(Number);
            }
            else if (written <= 0)
            {
                return;
            }

            bytes = bytes[Math.Max(written, 0)..];
        }
    }
}
