using Init.Core.Config;

namespace Init.Cli;

/// <summary>The arguments, taken apart but not judged by value.</summary>
internal sealed record ParsedArguments
{
    public required Verb Verb { get; init; }
    public required bool WantsHelp { get; init; }

    /// <summary>Flags without a value that are present: `--wait`, `--json`.</summary>
    public required IReadOnlySet<string> Switches { get; init; }

    /// <summary>Words that are no options, never more than the verb takes.</summary>
    public required IReadOnlyList<string> Operands { get; init; }

    /// <summary>DIR, FILE, APP, or what to probe; null when it is missing.</summary>
    public string? Operand => Operands.Count > 0 ? Operands[0] : null;
    public required IReadOnlyDictionary<Setting, IReadOnlyList<Written>> Values { get; init; }

    /// <summary>What `run` runs.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Unknown flags, missing values, words too many.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    public Written? Value(Setting setting) => Values.TryGetValue(setting, out var values) ? values[^1] : null;

    /// <summary>The flags as a configuration of their own.</summary>
    public InitConfig ToConfig()
    {
        var app = AppConfig.Read(setting => Values.GetValueOrDefault(setting));
        var command = Command.Select(word => new Written(word, "command")).ToList();
        return new InitConfig
        {
            Admin = Value(Settings.Admin),
            Socket = Value(Settings.Socket),
            Apps = [app with { Command = command.Count == 0 ? null : command }],
        };
    }
}
