using System.Text;

namespace Init.Linux.Native;

/// <summary>Strings as the kernel takes them: UTF-8 with a zero behind.</summary>
internal static class CString
{
    internal static byte[] Of(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Of what need not be UTF-8, as paths and arguments.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> text) => [.. text, 0];
}
