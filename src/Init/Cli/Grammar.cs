using System.CommandLine;
using System.CommandLine.Parsing;
using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>The verbs and their options. Only parsing is left to the library: its actions would register signal
/// handlers of their own, and its messages stop at the first problem.</summary>
internal sealed class Grammar
{
    public const string Wait = "--wait";
    public const string NoWait = "--no-wait";
    public const string Json = "--json";
    public const string Pm2Json = "--pm2-json";
    public const string Follow = "--follow";

    /// <summary>Of `install` alone, and in no file: the other names that the binary is to have.</summary>
    public static readonly Setting As = new("", "--as", "", Repeatable: true);

    /// <summary>Of the verbs that can be about one worker.</summary>
    public static readonly Setting Slot = new("", "--slot", "");

    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    private static readonly IReadOnlyList<string> Later =
    [
        "sidecar", "logs", "config", "import",
    ];

    private readonly Command root = new("pm1");
    private readonly Option<bool> help = new("--help", "-h") { Recursive = true };
    private readonly Option<bool> version = new("--version");
    private readonly Argument<string[]> operand = new("operand") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Dictionary<Command, Verb> verbs = [];
    private readonly Dictionary<Verb, int> operandsMax = [];
    private readonly Dictionary<Setting, Option<string[]>> settings = [];
    private readonly List<Option<bool>> switches = [];

    public Grammar()
    {
        root.Options.Add(help);
        root.Options.Add(version);
        foreach (var setting in Settings.All.Concat([As, Slot]))
        {
            settings[setting] = new Option<string[]>(setting.Flag, setting.Short is { } letter ? [letter] : [])
            {
                Arity = ArgumentArity.OneOrMore,
            };
        }

        Add("run", Verb.Run, Settings.All);

        // `--env` of start will choose an environment of the file.
        AddOperands(Add("start", Verb.Start, Settings.All.Where(setting => setting != Settings.Env)));
        AddOperands(Add("probe", Verb.Probe, [Settings.Socket]));
        AddSwitch(Add("drain", Verb.Drain, [Settings.Socket]), Wait);
        var list = Add("list", Verb.List, [Settings.Socket]);
        AddSwitch(list, Json);
        AddSwitch(list, Pm2Json);
        AddOperands(Add("install", Verb.Install, [As]));
        AddSwitch(Add("doctor", Verb.Doctor, Settings.All), Json);
        AddOperands(Add("completion", Verb.Completion, []));
        Add("version", Verb.Version, []);
        AddAppVerbs();
    }

    private void AddAppVerbs()
    {
        AddSwitch(AddOperands(Add("describe", Verb.Describe, [Settings.Socket])), Json);
        var events = Add("events", Verb.Events, [Settings.Socket]);
        AddSwitch(events, Follow, "-f");
        AddSwitch(events, Json);
        Add("top", Verb.Top, [Settings.Socket]);
        AddSwitch(AddOperands(Add("reload", Verb.Reload, [Settings.Socket])), NoWait);
        AddOperands(Add("restart", Verb.Restart, [Settings.Socket, Slot]));
        AddOperands(Add("stop", Verb.Stop, [Settings.Socket]));
        AddOperands(Add("scale", Verb.Scale, [Settings.Socket]), max: 2);
        AddOperands(Add("signal", Verb.Signal, [Settings.Socket, Slot]), max: 2);
        AddOperands(Add("send", Verb.Send, [Settings.Socket, Slot]), max: 2);
    }

    /// <summary>All that can be written, for those who complete it.</summary>
    public IReadOnlyList<GrammarVerb> Words =>
    [
        .. root.Subcommands.Select(command => new GrammarVerb(
            command.Name,
            [.. command.Options.Append(help).Select(option => new GrammarOption(
                option.Name, [.. option.Aliases], option is not Option<bool>))],
            command.Arguments.Count > 0)),
    ];

    public ParsedArguments Parse(ArgumentSplit split)
    {
        var result = root.Parse(split.Own, Parser);
        var verb = verbs.GetValueOrDefault(result.CommandResult.Command);
        var problems = new List<Problem>();
        var words = result.GetResult(operand)?.Tokens.Select(token => token.Value).ToList() ?? [];
        var operands = words.Where(word => !IsOption(word, verb)).ToList();
        var tooMany = operands.Skip(operandsMax.GetValueOrDefault(verb));
        problems.AddRange(Unmatched(
            result, verb, result.UnmatchedTokens.Concat(words.Where(word => IsOption(word, verb))).Concat(tooMany)));
        problems.AddRange(settings.SelectMany(pair => Missing(result, pair.Key, pair.Value)));
        if (verb == Verb.None && problems.Count == 0 && !IsWritten(result, version))
        {
            problems.Add(new Problem("", "no command", "pm1 --help shows what there is"));
        }

        // Without a verb the library complains about its absence, even beside --version.
        if (problems.Count == 0 && verb != Verb.None)
        {
            problems.AddRange(
                result.Errors.Select(error => new Problem("", error.Message, "pm1 --help shows what there is")));
        }

        return new ParsedArguments
        {
            Verb = verb,
            WantsHelp = IsWritten(result, help),
            Switches = switches.Where(option => IsWritten(result, option)).Select(option => option.Name).ToHashSet(),
            Operands = operands,
            Values = Values(result),
            Command = split.Command,
            Problems = problems,
        };
    }

    private Dictionary<Setting, IReadOnlyList<Written>> Values(ParseResult result)
    {
        var values = new Dictionary<Setting, IReadOnlyList<Written>>();
        foreach (var (setting, option) in settings)
        {
            if (result.GetResult(option) is { Tokens.Count: > 0 } found)
            {
                values[setting] = [.. found.Tokens.Select(token => new Written(token.Value, setting.Flag))];
            }
        }

        return values;
    }

    /// <summary>Where words are expected, the library takes unknown options for words. To `scale` two fewer are no
    /// option, and to `send` a number below zero is a message.</summary>
    private static bool IsOption(string word, Verb verb) => word.Length > 1 && word[0] == '-'
        && !(verb is Verb.Scale or Verb.Send && char.IsAsciiDigit(word[1]));

    private IEnumerable<Problem> Unmatched(ParseResult result, Verb verb, IEnumerable<string> unmatched)
    {
        foreach (var token in unmatched)
        {
            if (token.StartsWith('-'))
            {
                var known = result.CommandResult.Command.Options.Concat([help]).Select(option => option.Name);
                var name = token.Split('=')[0];
                yield return new Problem(name, "unknown option", Hint(Nearest.Of(name, known), verb));
            }
            else if (verb == Verb.None)
            {
                yield return UnknownVerb(token);
                yield break;
            }
            else
            {
                yield return new Problem(Fault.Quote(token), "one word too many", Hint(null, verb));
            }
        }
    }

    private Problem UnknownVerb(string word) =>
        Later.Contains(word) ? new Problem(word, "is not in this version", "pm1 --help shows what there is")
        : Nearest.Of(word, verbs.Keys.Select(command => command.Name)) is { } near
            ? new Problem(word, "unknown command", $"did you mean pm1 {near}?")
        : new Problem(word, "unknown command", $"to run a program write pm1 run -- {word}, or pm1 -- {word}");

    /// <summary>The library gives every switch a result, and says of those that nobody wrote that they are implied.
    /// </summary>
    private static bool IsWritten(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static string Hint(string? near, Verb verb) =>
        near is not null ? $"did you mean {near}?"
        : verb == Verb.None ? "pm1 --help shows what there is"
        : $"pm1 {verb.ToString().ToLowerInvariant()} --help shows what there is";

    private static IEnumerable<Problem> Missing(ParseResult result, Setting setting, Option<string[]> option)
    {
        if (result.GetResult(option) is not { } found)
        {
            yield break;
        }

        if (found.IdentifierTokenCount > found.Tokens.Count)
        {
            yield return new Problem(setting.Flag, "has no value", $"write {setting.Flag}=VALUE");
        }
        else if (!setting.Repeatable && found.Tokens.Count > 1)
        {
            yield return new Problem(setting.Flag, $"is given {found.Tokens.Count} times", "give it once");
        }
    }

    private Command Add(string name, Verb verb, IEnumerable<Setting> own)
    {
        var command = new Command(name);
        foreach (var setting in own)
        {
            command.Options.Add(settings[setting]);
        }

        root.Subcommands.Add(command);
        verbs[command] = verb;
        return command;
    }

    private Command AddOperands(Command command, int max = 1)
    {
        command.Arguments.Add(operand);
        operandsMax[verbs[command]] = max;
        return command;
    }

    private void AddSwitch(Command command, string name, params string[] aliases)
    {
        var option = new Option<bool>(name, aliases);
        switches.Add(option);
        command.Options.Add(option);
    }
}
