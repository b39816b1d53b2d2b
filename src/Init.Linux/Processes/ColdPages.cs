using System.Globalization;
using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>Start-up touches far more of the program's text than a loop that waits. The pages are the file's own and clean;
/// letting go of them costs a few minor faults later and makes an idle init several megabytes smaller.</summary>
public static unsafe class ColdPages
{
    private const int LinesMax = 16;

    /// <summary>Only text is let go: it is never written, so nothing can be lost.</summary>
    public static void Release()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps").Take(LinesMax))
            {
                var fields = line.Split(' ', 3);
                var ends = fields[0].Split('-');
                if (fields[1] == "r-xp" && ends.Length == 2)
                {
                    var start = nuint.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    var end = nuint.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    _ = Libc.madvise((void*)start, end - start, C.MADV_DONTNEED);
                    return;
                }
            }
        }
        catch (IOException)
        {
            // Without /proc the pages stay; that is all.
        }
        catch (UnauthorizedAccessException)
        {
            // A security module may keep even our own file from us: the same.
        }
    }
}
