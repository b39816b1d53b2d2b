using System.Text;

namespace Init.Linux.Proc;

/// <summary>Reads small text files that others write, without trusting their size or their presence.</summary>
internal static class BoundedFile
{
    /// <summary>Enough for every file of /proc and /sys that pm1 reads.</summary>
    public const int KernelFileBytesMax = 64 * 1024;

    /// <returns>The lines of the file's first <paramref name="bytesMax"/> bytes, without a last line that the bound
    /// cut in two; empty when the file cannot be read.</returns>
    public static string[] Lines(string path, int bytesMax = KernelFileBytesMax)
    {
        var bytes = Bytes(path, bytesMax + 1);
        var length = bytes.Length > bytesMax ? bytes[..bytesMax].LastIndexOf((byte)'\n') : bytes.Length;
        return length <= 0 ? [] : Encoding.UTF8.GetString(bytes[..length]).Split('\n');
    }

    /// <returns>The first line, trimmed; empty when there is none.</returns>
    public static string FirstLine(string path) => Lines(path) is [var first, ..] ? first.Trim() : "";

    /// <summary>The file's first bytes, for files that are read often or in great number.</summary>
    /// <returns>How many; 0 also when it cannot be read.</returns>
    public static int Read(string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(file, buffer, 0);
        }
        catch (IOException)
        {
            return 0;
        }
        catch (UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static ReadOnlySpan<byte> Bytes(string path, int bytesMax)
    {
        // A path from a garbled file may hold what no path can.
        if (path.Contains('\0'))
        {
            return [];
        }

        try
        {
            // Files of /proc say that they are empty: read until the end, not as much as they claim.
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var buffer = new byte[bytesMax];
            var length = stream.ReadAtLeast(buffer, bytesMax, throwOnEndOfStream: false);
            return buffer.AsSpan(0, length);
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
