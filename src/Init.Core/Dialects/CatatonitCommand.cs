using Init.Core.InitMode;

namespace Init.Core.Dialects;

/// <summary>catatonit's command line, of version 0.1.7 (https://github.com/openSUSE/catatonit). Options end at the
/// first word that is none.</summary>
public static class CatatonitCommand
{
    private const int SIGTSTP = 20;
    private const int SIGTTIN = 21;
    private const int SIGTTOU = 22;

    private const string Usage = "usage: catatonit [-ghLPV] [--] <progname> [<arguments>...]\n";

    private const string Help = Usage + """

        options:
          -g              Signals go to the child's process group.
          -h              Print this help page.
          -L              Print license information.
          -P              Pause: run no program, end on SIGINT or SIGTERM.
          -V, --version   Print version information.

        """;

    public static DialectOutcome Read(Called called)
    {
        var error = $"ERROR (catatonit:{called.Pid}): ";
        if (called.Variable("CATATONIT_LOG") is not null)
        {
            return DialectOutcome.Fail($"{error}CATATONIT_LOG is reserved for future use\n");
        }

        var (group, pause) = (false, false);
        var options = new Getopt(called.Name, called.Args, "ghLPV", [("--version", 'V')]);
        while (options.Next() is { } letter)
        {
            switch (letter)
            {
                case 'g':
                    group = true;
                    break;
                case 'P':
                    pause = true;
                    break;
                case 'h':
                    return DialectOutcome.Fail(Help, code: 0);
                case 'L':
                    return DialectOutcome.Print(DialectText.License);
                case 'V':
                    // Called tini, because docker looks for that word.
                    return DialectOutcome.Print("tini version 0.1.7_catatonit\n");
                default:
                    return DialectOutcome.Fail(options.Error + Usage);
            }
        }

        return options.Rest is [] && !pause
            ? DialectOutcome.Fail($"{error}missing program name\n{Usage}")
            : DialectOutcome.Run(Spec(called, options.Rest, group, pause));
    }

    private static InitModeSpec Spec(Called called, IReadOnlyList<string> command, bool group, bool pause) => new()
    {
        Command = pause ? [] : command,
        Dialect = Dialect.Catatonit,
        Verbosity = called.Variable("CATATONIT_DEBUG") is null ? 0 : 1,
        Group = group,
        MergesTerms = false,
        Pause = pause,
        Signals = new CodeMap([(SIGTSTP, 0), (SIGTTOU, 0), (SIGTTIN, 0)]),
        BlockedInChild = [SIGTSTP, SIGTTOU, SIGTTIN],
    };
}
