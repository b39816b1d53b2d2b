using Init.Linux;

namespace Init.Config;

/// <summary>The reason of a failed file operation in the words of errno: the framework's own messages are left out of
/// this binary.</summary>
internal static class IoProblem
{
    public static string Of(Exception exception) => exception switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        PathTooLongException => "the path is too long",
        UnauthorizedAccessException => "permission denied, or a directory",
        _ => Errno.Text(exception.HResult),
    };
}
