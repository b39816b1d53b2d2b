using System.Buffers.Binary;
using Init.Linux.Descriptors;

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

    /// <summary>Waits until the program runs or the stage has failed; both are a matter of milliseconds.</summary>
    /// <returns>null: it runs (or has been killed, which is the reaper's news).</returns>
    public static LaunchReport? Wait(OwnedFd reports)
    {
        Descriptor.WaitReadable(reports);
        var buffer = new byte[Bytes];
        return Descriptor.Read(reports, buffer) == Bytes ? Read(buffer) : null;
    }

    public static LaunchReport Read(ReadOnlySpan<byte> buffer) =>
        new((LaunchStep)buffer[0], BinaryPrimitives.ReadInt32LittleEndian(buffer[1..]));
}
