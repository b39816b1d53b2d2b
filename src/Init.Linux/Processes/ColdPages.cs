using System.Globalization;
using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>Start-up touches far more of the program's file than a loop that waits. The pages are the file's own and
/// clean; letting go of them costs a few minor faults later and makes an idle init several megabytes smaller.</summary>
public static unsafe class ColdPages
{
    private const int LinesMax = 16;

    /// <summary>What is mapped up to and including the text is never written (constants, unwind tables, code), so
    /// nothing can be lost; what follows it is data.</summary>
    public static void Release()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps").Take(LinesMax))
            {
                var fields = line.Split(' ', 3);
                if (fields[1] is not ("r--p" or "r-xp") || fields[0].Split('-') is not [var first, var last])
                {
                    return;
                }

                var start = nuint.Parse(first, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                var end = nuint.Parse(last, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                _ = Libc.madvise((void*)start, end - start, C.MADV_DONTNEED);
                if (fields[1] == "r-xp")
                {
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
