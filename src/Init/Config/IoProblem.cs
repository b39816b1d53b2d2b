namespace Init.Config;

/// <summary>The reason of a failed file operation in the words of errno: the framework's own messages are left out of
/// this binary.</summary>
internal static class IoProblem
{
    private const int Eacces = 13;
    private const int Enospc = 28;
    private const int Erofs = 30;

    public static string Of(Exception exception) => exception switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        PathTooLongException => "the path is too long",
        UnauthorizedAccessException => "permission denied, or a directory",
        { HResult: Eacces } => "permission denied",
        { HResult: Enospc } => "no space left",
        { HResult: Erofs } => "the file system is read-only",
        _ => $"error {exception.HResult}",
    };
}
