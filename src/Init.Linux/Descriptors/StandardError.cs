namespace Init.Linux.Descriptors;

/// <summary>Descriptor 2, which nobody owns and which may be closed or full.</summary>
public static class StandardError
{
    /// <summary>One write, so that a line is not torn by other processes' lines; what does not fit is lost.</summary>
    public static void Write(ReadOnlySpan<byte> bytes) => _ = Descriptor.Write(2, bytes);
}
