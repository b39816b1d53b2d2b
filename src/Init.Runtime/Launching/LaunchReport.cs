using System.Buffers.Binary;

namespace Init.Runtime.Launching;

/// <summary>What the launch stage says: five bytes, a step and an errno. Success says nothing: the socket is
/// close-on-exec, so that it is closed is the news. The listener comes as a descriptor with the step
/// <see cref="LaunchStep.Filter"/> and errno 0.</summary>
internal readonly record struct LaunchReport(LaunchStep Step, int Errno)
{
    public const int Bytes = 5;

    public void Write(Span<byte> buffer)
    {
        buffer[0] = (byte)Step;
        BinaryPrimitives.WriteInt32LittleEndian(buffer[1..], Errno);
    }

    public static LaunchReport Read(ReadOnlySpan<byte> buffer) =>
        new((LaunchStep)buffer[0], BinaryPrimitives.ReadInt32LittleEndian(buffer[1..]));
}
