using System.Buffers.Binary;

namespace Init.Core.Link;

/// <summary>Frames on the supervisor–agent socket: a little-endian u32 of the body's bytes, then the body (JSON).
/// Both ends are the same file, so there is no version to negotiate.</summary>
public static class LinkFrame
{
    public const int HeaderBytes = 4;

    /// <summary>A snapshot is about 200 bytes a worker; 1,000 workers fit with room.</summary>
    public const int BodyBytesMax = 1 << 20;

    public static byte[] Of(ReadOnlySpan<byte> body)
    {
        var frame = new byte[HeaderBytes + body.Length];
        WriteHeader(frame, body.Length);
        body.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }

    public static void WriteHeader(Span<byte> header, int bodyBytes) =>
        BinaryPrimitives.WriteInt32LittleEndian(header, bodyBytes);

    /// <returns>The body's length, or −1 when it is out of bounds and the link must be closed.</returns>
    public static int ReadHeader(ReadOnlySpan<byte> header)
    {
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(header);
        return bytes is 0 or > BodyBytesMax ? -1 : (int)bytes;
    }
}
