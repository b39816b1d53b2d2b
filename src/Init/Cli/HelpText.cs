namespace Init.Cli;

/// <summary>Help is written by hand: it is read far more often than options are added, and a test holds it to the list
/// of settings.</summary>
internal static class HelpText
{
    public const string Root = """
        pm1: the process manager that is PID 1

        usage:
          pm1 [OPTIONS] -- COMMAND [ARG...]       be init for one program, nothing else
          pm1 run [OPTIONS] -- COMMAND [ARG...]   run one program as N workers that share its port
          pm1 start FILE [OPTIONS]                the same, from a pm1.yaml or pm1.json

        options of init (each is also a variable: --delay-term is PM1_DELAY_TERM):
              --signal FROM:TO   pass FROM on as TO, TERM:QUIT; 0 drops it; repeatable
              --exit-map A:B     end with B where the command ends with A, 143:0; repeatable
              --group            signals go to the command's whole process group
              --delay-term T     pass SIGTERM on later, 5s; a second one at once
              --wait-all[=T]     after the command: SIGTERM to what is left, and SIGKILL after T            [5s]
              --pdeathsig SIG    get SIG when the parent dies
          -u, --user USER        run the command as name, uid, uid:gid or name:group
              --drop-caps        without capabilities, now and later
              --no-new-privs     without a way to gain privileges

        about a running pm1:
          pm1 list [--json]                       its workers
          pm1 describe [APP]                      all about one app; APP is the only one where there is one
          pm1 top                                 its workers, live
          pm1 events [-f]                         what happened, and what happens
          pm1 reload [APP] [--no-wait]            new workers for old ones, without an interruption
          pm1 restart [APP] [--slot N]            stop and start in place
          pm1 stop [APP], pm1 start APP           the workers alone; pm1 stays
          pm1 scale [APP] N|+N|-N|auto|50%        so many workers
          pm1 signal SIGNAL [APP] [--slot N]      to its workers
          pm1 drain [--wait]                      finish what is open, then end
          pm1 probe live|ready|startup            exec probe: exit 0 or 1

        other:
          pm1 install DIR [--as NAME]             copy this binary to DIR/pm1; as tini, dumb-init, catatonit…
          pm1 doctor [OPTIONS] [-- COMMAND]       what this environment allows, and what run would do here
          pm1 completion bash|zsh|fish            a script that completes these commands in a shell
          pm1 version
          pm1 COMMAND --help

        exit codes: 2 wrong usage or configuration, 3 refused or failed (doctor: run would fail), 4 no running pm1
        found; run: see pm1 run --help

        """;

    public const string Run = """
        usage: pm1 run [OPTIONS] -- COMMAND [ARG...]

        Options end at the first word that is none, or at --.
        Each is also a variable (--stop-timeout is PM1_STOP_TIMEOUT); a flag wins over a variable.

        workers:
          -w, --workers N        auto (what the CPU quota is worth), max (one per CPU), 4, 50%, 2n+1, auto-1   [auto]
              --name NAME        of the app                                                  [the program's name]
          -u, --user USER        name, uid, uid:gid or name:group                                   [as pm1 itself]
              --env NAME=VALUE   added to the environment; repeatable (PM1_ENV and others of whole texts: one per line)
              --cwd DIR          absolute

        port:
              --port P           shared port, 3000 or udp:53; repeatable                     [whatever is bound]
              --private P        port that is never shared; repeatable
              --listen ADDR      pm1 binds it and passes it on: host:port, :port, unix:PATH, udp:host:port; repeatable
              --share HOW        auto, node (Node's cluster), bind (any program), fd (LISTEN_FDS), none
                                                       [fd with --listen, node for Node with a script, else bind]
              --balance HOW      of node: shared, round-robin, least-busy; else queue             [shared, queue]

        Node programs:
              --weights N,N,N    of slot 0, 1, 2…; what is missing is 1; with round-robin or least-busy       [1]
              --ipc on|off       process.send and messages without the cluster; of node always on           [off]
              --instance-var V   this variable gets the slot's number, as NODE_APP_INSTANCE does           [none]
              --increment-var V  this variable's number, raised by the slot's                              [none]

        life:
              --ready HOW        auto, notify (READY=1, process.send('ready')), listen, after:2s           [auto]
              --ready-timeout T  then the start has failed                                                  [30s]
              --restart WHEN     always, on-failure, never                                               [always]
              --max-restarts N/T then pm1 ends with the worker's code                                    [10/60s]
              --min-uptime T     ready so long, and earlier failures are forgotten                          [30s]
              --stop-exit-codes  0,42: after these a worker is not started again                           [none]
              --stop-signal SIG                                                                         [SIGTERM]
              --stop-by HOW      signal, disconnect (cluster), message ("shutdown"); the signal follows  [signal]
              --stop-timeout T   then SIGKILL                                                               [25s]
              --drain-delay A..B go on accepting after the stop signal       [3s..15s in Kubernetes, 0s..0s elsewhere]

        reload (the new worker is ready before the old one goes):
              --reload-surge N   so many workers more meanwhile: 1, or 25% of them                          [25%]
              --reload-min-uptime T  a new worker must have been ready so long                               [0s]
              --reload-canary C  the first ones, and the rest after a time: 10% for 60s                    [none]
              --schedule CRON    "0 3 * * *" is 3:00 UTC; or "CRON_TZ=Europe/Berlin 0 3 * * *"             [none]
              --watch PATH       reload when this file or folder changes; repeatable                       [none]
              --watch-ignore P   not for these: *.log, dist; never for .*, *~, node_modules; repeatable

        guards (each replaces a worker that is not well, the new one first):
              --max-memory SIZE  of one worker: 512Mi, 50% of the cgroup's limit, pss:1Gi                  [none]
              --memory-pressure P  90%: the cgroup holds more, so the largest worker goes                   [off]
              --max-lifetime T   1h, less up to a tenth                                                    [none]
              --max-requests N   refused: only the worker sees them; use one of the others
              --max-connections N  handed to one worker, less up to a tenth; with round-robin, least-busy  [none]
              --heartbeat T      the worker shows so often that it is alive; off       [10s with node, else none]
              --heartbeat-by HOW auto, notify (WATCHDOG=1), channel (Node itself answers), message (ping, pong)
                                                                                     [channel where there is one]
              --check CHECK      http://:3000/healthz, tcp://:3000, grpc://:50051[/SERVICE], "exec:CMD ARG"; repeatable
              --check-period T   [10s], --check-timeout T [1s], --check-threshold N in a row [3],
              --check-start-period T  failures so soon after ready do not count                              [0s]

        pm1 itself:
              --admin ADDR       probes and metrics; off for none                                         [:9615]
              --socket PATH      control socket; off for none                               [the first writable place]

        Also read: WEB_CONCURRENCY (below PM1_WORKERS), PM1_RUNTIME_DIR (for the control socket),
        PM1_TERMINATION_GRACE (seconds until SIGKILL, 30), OTEL_*.
        exit codes: 0 ended or drained, the command's own or 128+signal where it decides the end,
        2 wrong usage, 126/127 cannot execute / not found, 70 an error of pm1, 75 drained by force

        """;

    private const string Start = """
        usage: pm1 start FILE [OPTIONS]
               pm1 start APP [--socket PATH]    an app of a running pm1, after pm1 stop

        FILE is a pm1.yaml or pm1.json with one app:
          apps:
            - command: [node, server.js]
              workers: auto

        Options as of pm1 run, except --env; they win over variables, and variables over the file.
        Keys are the options' names: ports, private, listen, readyTimeout, stopSignal and so on; env is a map;
        admin and socket stand at the top.

        """;

    private const string Probe = """
        usage: pm1 probe live|ready|startup [--socket PATH]

        Prints every check. Exit code 0: healthy; 1: not, or no pm1 answered.

        """;

    private const string Install = """
        usage: pm1 install [--as NAME] DIR

        Copies this binary to DIR/pm1, mode 0755. The file appears when it is whole.
        --as NAME (tini, tini-static, docker-init, dumb-init, catatonit) links DIR/NAME to it; repeatable.

        """;

    private const string Doctor = """
        usage: pm1 doctor [--json] [OPTIONS] [-- COMMAND [ARG...]]

        Tries what pm1 run would need here, with the same OPTIONS (pm1 run --help), and what would become of COMMAND.
        Changes nothing. Each line: ok, degraded (it works, with less) or missing, what was measured, and what to do.
        Exit code 0: pm1 run would work; 3: it would fail, and the last line says for want of what.

        """;

    private const string Completion = """
        usage: pm1 completion bash|zsh|fish

        Prints a script that completes commands, options, values, and the apps of the pm1 that runs here:
          bash   source <(pm1 completion bash)            in ~/.bashrc
          zsh    source <(pm1 completion zsh)             in ~/.zshrc, after compinit
          fish   pm1 completion fish | source             in ~/.config/fish/config.fish

        """;

    public static string Of(Verb verb) => verb switch
    {
        Verb.Run => Run,
        Verb.Start => Start,
        Verb.Probe => Probe,
        Verb.Drain => AppHelp.Drain,
        Verb.List => AppHelp.List,
        Verb.Describe => AppHelp.Describe,
        Verb.Events => AppHelp.Events,
        Verb.Top => AppHelp.Top,
        Verb.Reload => AppHelp.Reload,
        Verb.Restart => AppHelp.Restart,
        Verb.Stop => AppHelp.Stop,
        Verb.Scale => AppHelp.Scale,
        Verb.Signal => AppHelp.Signal,
        Verb.Send => AppHelp.Send,
        Verb.Install => Install,
        Verb.Doctor => Doctor,
        Verb.Completion => Completion,
        Verb.None or Verb.Version => Root,
    };
}
