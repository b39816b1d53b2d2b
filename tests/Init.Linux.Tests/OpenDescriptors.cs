using Init.Linux.Interop;

namespace Init.Linux.Tests;

/// <summary>Counts this process's descriptors of one kind, while other tests open others.</summary>
internal static class OpenDescriptors
{
    /// <summary>How many point to <paramref name="target"/>, as /proc/self/fd shows it.</summary>
    public static int Of(string target) => Directory.GetFileSystemEntries("/proc/self/fd").Count(path => Target(path) == target);

    public static bool IsOpen(int number) => Libc.fcntl(number, C.F_GETFD, 0) >= 0;

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
