using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>Lists that all shells complete.</summary>
internal static class CompletionWords
{
    private const int SignalLast = 31;

    /// <summary>What stands before a COMMAND, for which the shell knows better.</summary>
    public static readonly IReadOnlyList<string> WithCommand = ["run", "doctor"];

    public static string Signals { get; } =
        string.Join(' ', Enumerable.Range(1, SignalLast).Select(SignalName.Of));

    /// <summary>What can be the first word beside a verb: options of init mode.</summary>
    public static string Init { get; } = string.Join(
        ' ', InitModeSettings.All.Select(setting => setting.Flag).Concat(["--help", "--version", "--"]));

    /// <summary>Asks the running pm1, for a second at most. Whatever goes wrong is no news to somebody who types.
    /// </summary>
    public const string AskList = "timeout 1 pm1 list --json 2>/dev/null";

    /// <summary>Takes names and numbers out of its answer, with tools that every shell has beside it.</summary>
    public const string TakeApps = """grep -o '"name":"[A-Za-z0-9._-]*"' | cut -d '"' -f 4""";

    /// <inheritdoc cref="TakeApps"/>
    public const string TakeSlots = """grep -o '"slot":[0-9]*' | cut -d : -f 2 | sort -un""";

    /// <summary>All spellings of an option.</summary>
    public static IEnumerable<string> Spellings(GrammarOption option) => option.Aliases.Prepend(option.Name).Distinct();

    /// <summary>The options that take a value, each once, whatever verb they belong to.</summary>
    public static IReadOnlyList<GrammarOption> Valued(IEnumerable<GrammarVerb> verbs) =>
    [
        .. verbs.SelectMany(verb => verb.Options).Where(option => option.TakesValue)
            .DistinctBy(option => option.Name),
    ];
}
