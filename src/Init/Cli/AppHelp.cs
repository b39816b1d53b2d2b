namespace Init.Cli;

/// <summary>Help of the verbs about the apps of a running pm1.</summary>
internal static class AppHelp
{
    public const string List = """
        usage: pm1 list [--json|--pm2-json] [--socket PATH]

        While a slot's worker is replaced, its successor stands below it. CPU is the average since the worker's start,
        of one CPU. --json is GET /v1/list and keeps its shape:
          {"version":1,"apps":[{"name","share","balance","ports":[…],"generation","wanted","ready","workers":[{"slot",
          "pid","state","generation","restarts","uptimeSeconds","cpuPercent","rssBytes","backlog","cpuSeconds"}],
          "restarts","paused","reload"}],"pm1","phase","uptimeSeconds"}
        --pm2-json has the shape of pm2 jlist; what pm1 does not know is null there.

        """;

    public const string Describe = """
        usage: pm1 describe [APP] [--json] [--socket PATH]

        All about one app: ports, restarts by reason, the last reload, each worker, the latest events.
        APP can be left out where there is only one. --json is GET /v1/apps/APP.

        """;

    public const string Events = """
        usage: pm1 events [--follow|-f] [--json] [--socket PATH]

        What happened lately; with -f also what happens, until pm1 ends. --json: a line each, as GET /v1/events writes.

        """;

    public const string Top = """
        usage: pm1 top [--socket PATH]

        CPU, memory, restarts and state of each worker, every second; q ends it. Into a pipe it is one frame.

        """;

    public const string Reload = """
        usage: pm1 reload [APP] [--no-wait] [--socket PATH]

        Replaces every worker by a new one, slot by slot; an old one goes only when the new one is ready. If a new one
        fails, the rest stay as they are. Waits for the outcome, unless told not to.
        exit codes: 0 done (or begun, with --no-wait), 3 failed, superseded or cancelled: the reason is on stderr

        """;

    public const string Restart = """
        usage: pm1 restart [APP] [--slot N] [--socket PATH]

        Stops all workers, or one, and starts them again in place: that interrupts service, pm1 reload does not.
        Returns when it has begun.

        """;

    public const string Stop = """
        usage: pm1 stop [APP] [--socket PATH]

        Stops all workers of an app; pm1 stays, and pm1 start APP starts them again. Returns when it has begun.

        """;

    public const string Scale = """
        usage: pm1 scale [APP] N|+N|-N|auto|50% [--socket PATH]

        So many workers from now on. Waits until all are ready, or says what hinders them and ends with 3.

        """;

    public const string Signal = """
        usage: pm1 signal SIGNAL [APP] [--slot N] [--socket PATH]

        Sends a signal, SIGUSR1 or USR1 or 10, to all workers, or to one.

        """;

    public const string Send = """
        usage: pm1 send [APP[/SLOT]] JSON [--socket PATH]

        A message for process.on('message') of every worker, or of one: pm1 send web/0 '{"flush":true}'
        A text has quotes of its own: pm1 send '"shutdown"'. Workers need Node's channel: share node, or ipc on.
        --slot N    one worker

        """;

    public const string Drain = """
        usage: pm1 drain [--wait] [--socket PATH]

        Begins to drain as SIGTERM does; --wait shows how it goes and returns when it is done. Again is no error.

        """;
}
