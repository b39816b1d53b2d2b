namespace Init.Linux.Descriptors;

/// <summary>Descriptor 1, as <see cref="StandardError"/>: for lines that another program would write there.</summary>
public static class StandardOutput
{
    private const int Number = 1;

    public static void Write(ReadOnlySpan<byte> bytes)
    {
        if (Descriptor.HasRoom(Number))
        {
            _ = Descriptor.Write(Number, bytes[..Math.Min(bytes.Length, Descriptor.RoomBytes)]);
        }
    }
}
