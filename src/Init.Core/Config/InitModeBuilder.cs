using System.Globalization;
using Init.Core.InitMode;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>From the words before the command, and the environment below them, to what init mode does; every problem in
/// one go.</summary>
public static class InitModeBuilder
{
    private const int CodeMax = 255;

    /// <summary>Half of what Docker grants a container in all.</summary>
    public static readonly TimeSpan WaitAllDefault = TimeSpan.FromSeconds(5);

    private static readonly char[] Separators = [',', ' '];

    /// <param name="args">All of pm1's.</param>
    /// <param name="variable">The value of a variable; null or empty: not written.</param>
    /// <param name="findUser">As of <see cref="SpecInput.FindUser"/>.</param>
    public static InitModeOutcome Build(
        IReadOnlyList<string> args, Func<string, string?> variable, Func<string, UserSpec?> findUser)
    {
        var problems = new ProblemList([]);
        var arguments = InitModeArguments.Of(args, problems);
        IReadOnlyList<Written>? Find(Setting setting) => arguments.Find(setting) ?? InEnvironment(setting, variable);
        Written? One(Setting setting) => Find(setting) is [.., var last] ? last : null;
        var spec = new InitModeSpec
        {
            Command = arguments.Command,
            Signals = new CodeMap(problems.TakeEach(Find(InitModeSettings.Signal), SignalRule)),
            ExitCodes = new CodeMap(problems.TakeEach(Find(InitModeSettings.ExitMap), ExitRule)),
            Group = problems.Take(One(InitModeSettings.Group), YesOrNo, false),
            TermDelay = problems.Take(One(InitModeSettings.DelayTerm), DurationText.Parse, TimeSpan.Zero),
            WaitAll = problems.Take(One(InitModeSettings.WaitAll), WaitAll, null),
            ParentDeathSignal = problems.Take(One(InitModeSettings.ParentDeathSignal), Signal, null),
            User = problems.Take(One(Settings.User), text => AppSpecBuilder.User(text, findUser), null),
            DropCapabilities = problems.Take(One(InitModeSettings.DropCaps), YesOrNo, false),
            NoNewPrivileges = problems.Take(One(InitModeSettings.NoNewPrivs), YesOrNo, false),
        };
        if (arguments.Command is [] && problems.All.Count == 0)
        {
            problems.Add(
                "", args.Contains("--") ? "no command after --" : "no command",
                "write pm1 -- COMMAND, for example pm1 -- node server.js");
        }

        return new InitModeOutcome(problems.All.Count == 0 ? spec : null, problems.All);
    }

    private static IReadOnlyList<Written>? InEnvironment(Setting setting, Func<string, string?> variable)
    {
        if (variable(setting.Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        var texts = setting.Repeatable ? text.Split(Separators, StringSplitOptions.RemoveEmptyEntries) : [text];
        return [.. texts.Select(each => new Written(each, setting.Variable))];
    }

    private static Parsed<(int From, int To)> SignalRule(string text)
    {
        const string instead = "write FROM:TO, for example TERM:QUIT, or WINCH:0 to drop it";
        if (text.Split(':') is not [var from, var to])
        {
            return Fault.In(text, "is not a pair of signals", instead);
        }

        var (given, made) = (SignalName.Parse(from), SignalName.Parse(to == "0" ? from : to));
        if ((given.Fault ?? made.Fault) is { } fault)
        {
            return fault;
        }

        return SignalName.Of(given.Value) is "SIGKILL" or "SIGSTOP" or "SIGCHLD"
            ? Fault.In(from, "never reaches pm1 to be passed on", instead)
            : (given.Value, to == "0" ? 0 : made.Value);
    }

    private static Parsed<(int From, int To)> ExitRule(string text) =>
        text.Split(':') is [var from, var to] && Code(from) is { } given && Code(to) is { } made
            ? (given, made)
            : Fault.In(text, "is not a pair of exit codes", $"write FROM:TO, each 0 to {CodeMax}, for example 143:0");

    private static int? Code(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= CodeMax
            ? code : null;

    private static Parsed<int?> Signal(string text) =>
        SignalName.Parse(text) is { Fault: null, Value: var signal } ? signal : SignalName.Parse(text).Fault!;

    private static Parsed<TimeSpan?> WaitAll(string text)
    {
        if (YesOrNo(text).Succeeded(out var wanted))
        {
            return new Parsed<TimeSpan?>(wanted ? WaitAllDefault : null, null);
        }

        var parsed = DurationText.Parse(text);
        return parsed.Succeeded(out var time) ? (TimeSpan?)time : parsed.Fault!;
    }

    private static Parsed<bool> YesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "1" or "on" => true,
        "no" or "false" or "0" or "off" => false,
        _ => Fault.In(text, "is neither yes nor no", "write yes or no"),
    };
}
