using Init.Core.Config;

namespace Init.Cli;

/// <summary>Where pm1's own arguments end and the command begins. The command is taken out before anything is parsed,
/// so that none of its flags can be mistaken for pm1's.</summary>
/// <param name="Own">Verb and options.</param>
/// <param name="Command">Empty when there is none, and for every verb but `run` and `doctor`.</param>
internal sealed record ArgumentSplit(IReadOnlyList<string> Own, IReadOnlyList<string> Command)
{
    private static readonly HashSet<string> TakeValue =
        [.. Settings.All.SelectMany(setting => new[] { setting.Flag, setting.Short ?? setting.Flag })];

    public static ArgumentSplit Of(IReadOnlyList<string> args)
    {
        if (args[0] is not ("run" or "doctor"))
        {
            return new ArgumentSplit(args, []);
        }

        var at = 1;
        while (at < args.Count && args[at] != "--" && args[at].StartsWith('-') && args[at] != "-")
        {
            at += TakeValue.Contains(args[at]) && at + 1 < args.Count && IsValue(args[at + 1]) ? 2 : 1;
        }

        var command = at < args.Count && args[at] == "--" ? at + 1 : at;
        return new ArgumentSplit([.. args.Take(at)], [.. args.Skip(command)]);
    }

    /// <summary>A value may begin with a dash (`--workers -1` is wrong, but about workers), unless pm1 knows it.
    /// </summary>
    private static bool IsValue(string text) => text != "--" && !TakeValue.Contains(text.Split('=')[0]);
}
