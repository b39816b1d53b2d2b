namespace Init.Linux.Descriptors;

/// <summary>Descriptor 2, which nobody owns and which may be closed or full.</summary>
public static class StandardError
{
    private const int Number = 2;

    /// <summary>Between the look whether there is room and the write nobody else of this process writes: else the loop
    /// might wait for a reader that has stopped.</summary>
    private static readonly Lock Gate = new();

    /// <summary>One write, so that a line is not torn by other processes' lines; what does not fit is lost. It is one
    /// open file with the workers', so it cannot be made non-blocking: a reader that stopped reading is asked about
    /// first.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            if (Descriptor.HasRoom(Number))
            {
                _ = Descriptor.Write(Number, bytes[..Math.Min(bytes.Length, Descriptor.RoomBytes)]);
            }
        }
    }

    /// <summary>All of it, however long a reader takes; for a thread that may wait. What cannot be written is lost.
    /// </summary>
    public static void Relay(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Descriptor.WaitRoom(Number);
            int written;
            lock (Gate)
            {
                // Somebody else of ours may have taken the room.
                written = Descriptor.HasRoom(Number)
                    ? Descriptor.Write(Number, bytes[..Math.Min(bytes.Length, Descriptor.RoomBytes)])
                    : -Errno.EAGAIN;
            }

            if (written <= 0 && written != -Errno.EAGAIN)
            {
                return;
            }

            bytes = bytes[Math.Max(written, 0)..];
        }
    }
}
