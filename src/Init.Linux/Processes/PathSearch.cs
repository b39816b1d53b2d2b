using System.Text;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Processes;

/// <summary>Where a command may be: execvp(3)'s rule. A name with a slash is taken as it is, another one is looked for
/// in every folder of PATH.</summary>
public static class PathSearch
{
    private const string DefaultPath = "/bin:/usr/bin";

    public static IReadOnlyList<string> Candidates(string command, string? path)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            return [command];
        }

        if (command.Length == 0)
        {
            return [];
        }

        var list = new List<string>();
        foreach (var folder in (path ?? DefaultPath).Split(':'))
        {
            var name = folder.Length == 0 ? "./" + command : folder.TrimEnd('/') + "/" + command;
            list.Add(name);
        }

        return list;
    }

    /// <summary>Tries one after the other as execvp(3) does: a program that is there but may not be run is a better
    /// answer than "not found", and what is neither ends the search.</summary>
    /// <param name="candidates">Where it may be.</param>
    /// <param name="attempt">Answers errno, or 0.</param>
    /// <returns>errno, or 0.</returns>
    public static int TryEach(IReadOnlyList<string> candidates, Func<string, int> attempt)
    {
        var missed = Errno.ENOENT;
        foreach (var candidate in candidates)
        {
            var error = attempt(candidate);
            if (!IsMiss(error))
            {
                return error;
            }

            missed = missed == Errno.EACCES ? missed : error;
        }

        return missed;
    }

    /// <summary>Why there is no such file; 0: something is there. Cheaper than a process that finds out by failing.
    /// </summary>
    public static unsafe int WhyMissing(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            return Libc.access(text, C.F_OK) == 0 ? 0 : LastError.Value;
        }
    }

    /// <summary>True when the search should go on at the next folder, as execvp(3) does.</summary>
    public static bool IsMiss(int errno) => errno is Errno.ENOENT or Errno.ENOTDIR or Errno.EACCES or Errno.ELOOP
        or Errno.ENAMETOOLONG or Errno.EIO;

    /// <summary>The shell's codes for a command that could not be executed: 127 not found, 126 anything else.</summary>
    public static int ExitCode(int errno) => errno is Errno.ENOENT or Errno.ENOTDIR ? 127 : 126;

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
