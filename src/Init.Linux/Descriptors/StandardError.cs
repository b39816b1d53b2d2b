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
}
