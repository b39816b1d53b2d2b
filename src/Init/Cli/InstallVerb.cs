using System.Globalization;
using Init.Config;
using Init.Core.Config;
using Init.Core.Dialects;
using Init.Core.Spec;
using Init.Linux.Processes;

namespace Init.Cli;

/// <summary>`pm1 install [--as NAME] DIR`: copies this binary to DIR/pm1, for an init container that has no shell and
/// no cp, and links other names to it. A name appears only when the file is whole.</summary>
internal static class InstallVerb
{
    private const string Name = "pm1";
    private const string Hint = "give a directory that exists and can be written, such as a mounted volume";

    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        if (arguments.Operand is not { Length: > 0 } directory)
        {
            return terminal.Report([new Problem("", "no directory to install into", "write pm1 install DIR")]);
        }

        IReadOnlyList<Written> names = arguments.Values.TryGetValue(Grammar.As, out var given) ? given : [];
        var unknown = names.Where(name => !OtherNames.All.Contains(name.Text)).ToList();
        if (unknown.Count > 0)
        {
            return terminal.Report([.. unknown.Select(name => new Problem(
                name.Origin, $"{Fault.Quote(name.Text)} is not a program whose place pm1 takes",
                $"write one of {string.Join(", ", OtherNames.All)}"))]);
        }

        var target = Path.Combine(directory, Name);
        if (Failure(target, Copy) is { } reason)
        {
            return terminal.Report([new Problem("", $"cannot install {target}: {reason}", Hint)]);
        }

        terminal.Out.WriteLine(target);
        foreach (var name in names)
        {
            var link = Path.Combine(directory, name.Text);

            // Relative, so that the folder can be mounted elsewhere.
            if (Failure(link, part => File.CreateSymbolicLink(part, Name)) is { } why)
            {
                return terminal.Report([new Problem("", $"cannot link {link} to it: {why}", Hint)]);
            }

            terminal.Out.WriteLine(link);
        }

        return ExitCode.Done;
    }

    /// <summary>The name appears, or stands for something else, in one step.</summary>
    /// <param name="make">Makes the file under a name of its own.</param>
    /// <returns>null: done.</returns>
    private static string? Failure(string target, Action<string> make)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}.part");
        try
        {
            make(part);
            File.Move(part, target, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(part);
            return IoProblem.Of(exception);
        }
    }

    private static void Copy(string target)
    {
        using (var from = new FileStream(Self.Executable, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        using (var to = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        // Set after creation, because the mode of a created file passes the umask.
        File.SetUnixFileMode(target, Mode);
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
