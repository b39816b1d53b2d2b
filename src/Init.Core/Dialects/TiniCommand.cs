using Init.Core.InitMode;
using Init.Core.Spec;

namespace Init.Core.Dialects;

/// <summary>tini's command line, of version 0.19 (https://github.com/krallin/tini), also as `docker-init` and
/// `tini-static`. Other than tini with glibc, options end at the first word that is none.</summary>
public static class TiniCommand
{
    private const string Version = "0.19.0";
    private const int CodeMax = 255;
    private const int SIGTTIN = 21;
    private const int SIGTTOU = 22;

    /// <summary>`docker info` takes the version from before the dash, and from behind `git.` what it calls a commit.
    /// </summary>
    private const string VersionLine = $"tini version {Version} - git.pm1";

    public static DialectOutcome Read(Called called)
    {
        if (called.Args is ["--version"])
        {
            return DialectOutcome.Print(VersionLine + "\n");
        }

        var spec = new InitModeSpec
        {
            Command = [],
            Dialect = Dialect.Tini,
            Verbosity = 1,
            Subreaper = false,
            MergesTerms = false,
            Signals = new CodeMap([(SIGTTIN, 0), (SIGTTOU, 0)]),
        };
        var zeroes = new List<(int From, int To)>();
        var options = new Getopt(called.Name, called.Args, "p:hvwgle:s", []);
        while (options.Next() is { } letter)
        {
            switch (letter)
            {
                case 'h':
                    return DialectOutcome.Print(Usage(called));
                case 'l':
                    return DialectOutcome.Print(DialectText.License);
                case 'p' when SignalNumber(options.Value) is { } signal:
                    spec = spec with { ParentDeathSignal = signal };
                    break;
                case 'e' when options.Value == "":
                    // What strtol(3) makes of nothing.
                    zeroes.Add((0, 0));
                    break;
                case 'e' when CNumber.Read(options.Value, out var rest) is >= 0 and <= CodeMax and var code
                    && rest == "":
                    zeroes.Add((code, 0));
                    break;
                case 'p' or 'e':
                    return DialectOutcome.Fail(
                        $"[FATAL tini ({called.Pid})] Not a valid option for -{letter}: {options.Value}\n");
                case '?':
                    return DialectOutcome.Fail(options.Error + Usage(called));
                default:
                    spec = Switch(spec, letter);
                    break;
            }
        }

        spec = Environment(spec, called) with { Command = options.Rest, ExitCodes = new CodeMap(zeroes) };
        return spec.Command is [] ? DialectOutcome.Fail(Usage(called)) : DialectOutcome.Run(spec);
    }

    private static InitModeSpec Switch(InitModeSpec spec, char letter) => letter switch
    {
        's' => spec with { Subreaper = true },
        'v' => spec with { Verbosity = spec.Verbosity + 1 },
        'w' => spec with { WarnOnReap = true },
        'g' => spec with { Group = true },
        _ => spec,
    };

    private static InitModeSpec Environment(InitModeSpec spec, Called called) => spec with
    {
        Subreaper = spec.Subreaper || called.Variable("TINI_SUBREAPER") is not null,
        Group = spec.Group || called.Variable("TINI_KILL_PROCESS_GROUP") is not null,
        Verbosity = called.Variable("TINI_VERBOSITY") is { } text ? CNumber.Read(text, out _) ?? 0 : spec.Verbosity,
    };

    /// <summary>tini knows full names in capitals and nothing else.</summary>
    private static int? SignalNumber(string text) =>
        SignalName.Parse(text) is { Fault: null, Value: var signal } && SignalName.Of(signal) == text ? signal : null;

    private static string Usage(Called called) => $"""
        {called.BaseName} ({VersionLine})
        Usage: {called.BaseName} [OPTIONS] PROGRAM -- [ARGS] | --version

        Execute a program under the supervision of a valid init process ({called.BaseName})

        Command line options:

          --version: Show version and exit.
          -h: Show this help message and exit.
          -s: Take orphans also when not PID 1.
          -p SIGNAL: Get SIGNAL, for example SIGKILL, when the parent dies.
          -v: Give more verbose output; up to 3 times.
          -w: Say each orphan that is reaped.
          -g: Signals go to the child's process group.
          -e EXIT_CODE: End with 0 where the child ends with EXIT_CODE (0 to 255).
          -l: Show license and exit.

        Environment variables:

          TINI_SUBREAPER: As -s.
          TINI_VERBOSITY: How much to say (default: 1).
          TINI_KILL_PROCESS_GROUP: As -g.


        """;
}
