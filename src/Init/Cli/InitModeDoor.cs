using Init.Core.Config;
using Init.Core.Dialects;
using Init.Core.InitMode;
using Init.Core.Spec;
using Init.Linux.Accounts;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using System.Text;

namespace Init.Cli;

/// <summary>The way into init mode, past everything that costs time there: no console, no library for the command line,
/// no copy of the environment.</summary>
internal static class InitModeDoor
{
    /// <summary>Whether these are words of init mode: options, perhaps, and a command; no verb.</summary>
    public static bool IsMeant(IReadOnlyList<string> args) =>
        args is [var first, ..] && first.StartsWith('-') && first is not ("-" or "-h" or "--help" or "--version");

    /// <summary>pm1 by its own name.</summary>
    public static int Run(IReadOnlyList<string> args, Func<InitModeSpec, int> run)
    {
        var outcome = InitModeBuilder.Build(args, Environment.GetEnvironmentVariable, FindUser);
        if (outcome.Spec is { } spec)
        {
            return run(spec);
        }

        Complain(string.Concat(outcome.Problems.Select(problem => $"{problem}\n")));
        return ExitCode.WrongUsage;
    }

    /// <summary>pm1 by another program's name.</summary>
    public static int Run(
        Func<Called, DialectOutcome> dialect, string name, IReadOnlyList<string> args, Func<InitModeSpec, int> run)
    {
        var outcome = dialect(new Called(name, args, Self.Pid, Environment.GetEnvironmentVariable));
        Complain(outcome.Early);
        if (outcome.Spec is { } spec)
        {
            return run(spec);
        }

        StandardOutput.Write(Encoding.UTF8.GetBytes(outcome.Output));
        return outcome.Code;
    }

    private static void Complain(string text)
    {
        if (text.Length > 0)
        {
            StandardError.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    public static UserSpec? FindUser(string text) =>
        new AccountFiles("/").Find(text) is { } user ? new UserSpec(user.Uid, user.Gid, user.Groups) : null;
}
