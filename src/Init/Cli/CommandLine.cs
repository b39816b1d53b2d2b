using System.Collections;
using Init.Linux.Terminal;

namespace Init.Cli;

/// <summary>From the arguments to a role, a verb, or every problem at once.</summary>
internal static class CommandLine
{
    internal static int Run(IReadOnlyList<string> args, IRoles roles)
    {
        var environment = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return Run(args, roles, new Terminal(Console.Out, Console.Error, environment)
        {
            ShowsOut = TerminalScreen.IsTerminal(TerminalScreen.StandardOutput),
            ShowsError = TerminalScreen.IsTerminal(TerminalScreen.StandardError),
        });
    }

    internal static int Run(IReadOnlyList<string> args, IRoles roles, Terminal terminal)
    {
        if (args.Count == 0)
        {
            terminal.Error.Write(HelpText.Root);
            return ExitCode.WrongUsage;
        }

        var split = ArgumentSplit.Of(args);
        var grammar = new Grammar();
        var parsed = grammar.Parse(split);
        if (parsed.WantsHelp)
        {
            terminal.Out.Write(HelpText.Of(parsed.Verb));
            return ExitCode.Done;
        }

        // These know more problems than the arguments' own: they report them together.
        if (parsed.Verb is Verb.Run or Verb.Start or Verb.Doctor || parsed.Problems.Count == 0)
        {
            return Dispatch(parsed, roles, terminal);
        }

        return terminal.Report(parsed.Problems);
    }

    private static int Dispatch(ParsedArguments parsed, IRoles roles, Terminal terminal) => parsed.Verb switch
    {
        Verb.Run => RunVerb.Run(parsed, roles, terminal),
        Verb.Start => StartVerb.Run(parsed, roles, terminal),
        Verb.Probe => ProbeVerb.Run(parsed, terminal),
        Verb.Drain => DrainVerb.Run(parsed, terminal),
        Verb.List => ListVerb.Run(parsed, terminal),
        Verb.Describe => DescribeVerb.Run(parsed, terminal),
        Verb.Events => EventsVerb.Run(parsed, terminal),
        Verb.Top => TopVerb.Run(parsed, terminal),
        Verb.Reload => ReloadVerb.Run(parsed, terminal),
        Verb.Send => SendVerb.Run(parsed, terminal),
        Verb.Restart or Verb.Stop or Verb.Signal => OrderVerb.Run(parsed, terminal),
        Verb.Scale => ScaleVerb.Run(parsed, terminal),
        Verb.Install => InstallVerb.Run(parsed, terminal),
        Verb.Doctor => DoctorVerb.Run(parsed, terminal),
        Verb.Completion => CompletionVerb.Run(parsed, terminal),
        Verb.Version or Verb.None => VersionVerb.Run(terminal),
    };
}
