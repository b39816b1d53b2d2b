using System.Globalization;
using Init.Config;
using Init.Core.Config;
using Init.Linux.Processes;

namespace Init.Cli;

/// <summary>`pm1 install DIR`: copies this binary to DIR/pm1, for an init container that has no shell and no cp. The
/// name appears only when the file is whole.</summary>
internal static class InstallVerb
{
    private const string Name = "pm1";

    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        if (arguments.Operand is not { Length: > 0 } directory)
        {
            return terminal.Report([new Problem("", "no directory to install into", "write pm1 install DIR")]);
        }

        var target = Path.Combine(directory, Name);
        if (Failure(Self.Executable, target) is not { } reason)
        {
            terminal.Out.WriteLine(target);
            return ExitCode.Done;
        }

        const string hint = "give a directory that exists and can be written, such as a mounted volume";
        return terminal.Report([new Problem("", $"cannot install {target}: {reason}", hint)]);
    }

    /// <returns>null: done.</returns>
    private static string? Failure(string source, string target)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}.part");
        try
        {
            using (var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            using (var to = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.Read))
            {
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            // Set after creation, because the mode of a created file passes the umask.
            File.SetUnixFileMode(part, Mode);
            File.Move(part, target, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(part);
            return IoProblem.Of(exception);
        }
    }

    private static void Remove(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where it cannot be removed it could not be created either, and that is reported already.
        }
    }
}
