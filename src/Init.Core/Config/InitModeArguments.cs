namespace Init.Core.Config;

/// <summary>The words before the command of init mode, taken apart but not judged. It has no library behind it, because
/// an init is started for every container, and its milliseconds are counted.</summary>
internal sealed class InitModeArguments
{
    private readonly List<(Setting Setting, Written Value)> values = [];

    private InitModeArguments(IReadOnlyList<string> command) => Command = command;

    /// <summary>Begins after `--`, or with the first word that is no option.</summary>
    public IReadOnlyList<string> Command { get; private set; }

    public static InitModeArguments Of(IReadOnlyList<string> args, ProblemList problems)
    {
        var found = new InitModeArguments([]);
        var at = 0;
        while (at < args.Count && args[at] != "--" && args[at].StartsWith('-') && args[at] != "-")
        {
            at = found.Take(args, at, problems);
        }

        var first = at < args.Count && args[at] == "--" ? at + 1 : at;
        found.Command = [.. args.Skip(first)];
        return found;
    }

    public IReadOnlyList<Written>? Find(Setting setting)
    {
        var found = values.Where(entry => entry.Setting == setting).Select(entry => entry.Value).ToList();
        return found.Count == 0 ? null : found;
    }

    /// <returns>Where the next option may be.</returns>
    private int Take(IReadOnlyList<string> args, int at, ProblemList problems)
    {
        var equals = args[at].IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? args[at] : args[at][..equals];
        var setting = InitModeSettings.All.FirstOrDefault(known => known.Flag == name || known.Short == name);
        var needsValue = setting is not null && !InitModeSettings.IsSwitch(setting);
        if (setting is null)
        {
            var near = Nearest.Of(name, InitModeSettings.All.Select(known => known.Flag));
            problems.Add(
                name, "unknown option", near is null ? "pm1 --help shows what there is" : $"did you mean {near}?");
        }
        else if (equals >= 0 && !needsValue && setting != InitModeSettings.WaitAll)
        {
            problems.Add(name, "takes no value", $"write {name} alone, or leave it out");
        }
        else if (equals >= 0 || !needsValue)
        {
            values.Add((setting, new Written(equals < 0 ? "yes" : args[at][(equals + 1)..], setting.Flag)));
        }
        else if (at + 1 < args.Count && args[at + 1] != "--")
        {
            values.Add((setting, new Written(args[at + 1], setting.Flag)));
            return at + 2;
        }
        else
        {
            problems.Add(name, "has no value", $"write {name}=VALUE");
        }

        return at + 1;
    }
}
