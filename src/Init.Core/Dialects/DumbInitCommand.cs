using Init.Core.InitMode;

namespace Init.Core.Dialects;

/// <summary>dumb-init's command line, of version 1.2.5 (https://github.com/Yelp/dumb-init). Its own tests compare help,
/// usage and messages to the letter, so they are to the letter here.</summary>
public static class DumbInitCommand
{
    private const string Version = "dumb-init v1.2.5\n";

    /// <summary>It knows the standard signals only.</summary>
    private const int SignalMax = 31;
    private const int SIGSTOP = 19;
    private const int SIGTSTP = 20;
    private const int SIGTTIN = 21;
    private const int SIGTTOU = 22;

    private const string WrongRewrite = """
        Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and 31.
        This option can be specified multiple times.
        Use --help for full usage.

        """;

    private static readonly (string, char)[] Words =
        [("--help", 'h'), ("--single-child", 'c'), ("--rewrite", 'r'), ("--verbose", 'v'), ("--version", 'V')];

    public static DialectOutcome Read(Called called)
    {
        var (debug, session) = (false, true);
        var rewrites = new List<(int From, int To)>();
        var options = new Getopt(called.Name, called.Args, "hvVcr:", Words);
        while (options.Next() is { } letter)
        {
            switch (letter)
            {
                case 'h':
                    return DialectOutcome.Fail(Help(called), code: 0);
                case 'V':
                    return DialectOutcome.Fail(Version, code: 0);
                case 'v':
                    debug = true;
                    break;
                case 'c':
                    session = false;
                    break;
                case 'r' when Rewrite(options.Value) is { } rewrite:
                    rewrites.Add(rewrite);
                    break;
                case 'r':
                    return DialectOutcome.Fail(WrongRewrite);
                default:
                    return DialectOutcome.Fail(options.Error);
            }
        }

        return options.Rest is []
            ? DialectOutcome.Fail(
                $"Usage: {called.Name} [option] program [args]\nTry {called.Name} --help for full usage.\n")
            : Started(called, options.Rest, rewrites, debug, session);
    }

    private static DialectOutcome Started(
        Called called, IReadOnlyList<string> command, IReadOnlyList<(int From, int To)> rewrites, bool debug,
        bool session)
    {
        var early = "";
        if (called.Variable("DUMB_INIT_DEBUG") == "1")
        {
            debug = true;
            early += "[dumb-init] Running in debug mode.\n";
        }

        if (called.Variable("DUMB_INIT_SETSID") == "0")
        {
            session = false;
            early += debug ? "[dumb-init] Not running in setsid mode.\n" : "";
        }

        // A session of its own has nobody who could stop it by the terminal's keys; SIGSTOP always stops. What was
        // written comes later in the list, and wins.
        (int From, int To)[] stops = session ? [(SIGTSTP, SIGSTOP), (SIGTTOU, SIGSTOP), (SIGTTIN, SIGSTOP)] : [];
        return DialectOutcome.Run(
            new InitModeSpec
            {
                Command = command,
                Dialect = Dialect.DumbInit,
                Verbosity = debug ? 1 : 0,
                Subreaper = false,
                MergesTerms = false,
                StopsWithChild = false,
                StopsItself = true,
                Place = session ? ChildPlace.OwnSession : ChildPlace.OurGroup,
                Group = session,
                TermsGroupAtEnd = true,
                Signals = new CodeMap([.. stops, .. rewrites]),
            },
            early);
    }

    private static (int From, int To)? Rewrite(string text) =>
        CNumber.Read(text, out var behind) is >= 1 and <= SignalMax and var from && behind.StartsWith(':')
        && CNumber.Read(behind[1..], out _) is >= 0 and <= SignalMax and var to
            ? (from, to) : null;

    private static string Help(Called called) => $"""
        {Version}Usage: {called.Name} [option] command [[arg] ...]

        dumb-init is a simple process supervisor that forwards signals to children.
        It is designed to run as PID1 in minimal container environments.

        Optional arguments:
           -c, --single-child   Run in single-child mode.
                                In this mode, signals are only proxied to the
                                direct child and not any of its descendants.
           -r, --rewrite s:r    Rewrite received signal s to new signal r before proxying.
                                To ignore (not proxy) a signal, rewrite it to 0.
                                This option can be specified multiple times.
           -v, --verbose        Print debugging information to stderr.
           -h, --help           Print this help message and exit.
           -V, --version        Print the current version and exit.

        Full help is available online at https://github.com/Yelp/dumb-init

        """;
}
