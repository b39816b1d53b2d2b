using Init.Core.NodePrograms;
using Init.Linux.Paths;

namespace Init.Config;

/// <summary>The files that a command of this machine leads to, seen from where it will be executed.</summary>
/// <param name="workingDirectory">null: pm1's own.</param>
internal sealed class CommandFiles(string? workingDirectory, IReadOnlyDictionary<string, string> environment)
    : ICommandFiles
{
    /// <summary>The kernel reads no more of a script's first line.</summary>
    private const int HeadBytes = 256;

    public string WorkingDirectory { get; } = workingDirectory ?? CurrentDirectory();

    /// <summary>As SpecInput asks for it.</summary>
    public static NodeCommand? FindNode(
        IReadOnlyList<string> command, string? workingDirectory, IReadOnlyDictionary<string, string> environment) =>
        NodeCommandFinder.Find(command, new CommandFiles(workingDirectory, environment));

    /// <summary>Why it is none, for people; empty: it is, or has nothing to do with Node.</summary>
    public static string WhyNotNode(
        IReadOnlyList<string> command, string? workingDirectory, IReadOnlyDictionary<string, string> environment) =>
        NodeCommandFinder.WhyNot(command, new CommandFiles(workingDirectory, environment));

    public string? Variable(string name) => environment.GetValueOrDefault(name);

    public bool IsFile(string path) => RegularFile.IsReadable(path);

    public byte[]? ProgramHead(string path) =>
        RegularFile.IsExecutable(path) ? RegularFile.Head(path, HeadBytes) ?? [] : null;

    public byte[]? Read(string path, int bytesMax) => RegularFile.Read(path, bytesMax);

    public string? FinalTarget(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? (File.Exists(path) ? path : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Where it has been removed there is none.</summary>
    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "/";
        }
    }
}
