namespace Init.Cli;

/// <summary>What stands in a place of the command line, for completing it.</summary>
/// <param name="Kind">Where the words come from.</param>
/// <param name="Words">Those of <see cref="ExpectedKind.Words"/>, and others beside the rest.</param>
internal sealed record Expected(ExpectedKind Kind, IReadOnlyList<string> Words)
{
    private static readonly Expected Nothing = new(ExpectedKind.Words, []);

    /// <summary>The value of an option.</summary>
    public static Expected Value(string option) => option switch
    {
        "--workers" => Of("auto", "max", "50%", "auto-1", "2n+1"),
        "--share" => Of("auto", "node", "bind", "fd", "none"),
        "--balance" => Of("shared", "round-robin", "least-busy", "queue"),
        "--ipc" => Of("on", "off"),
        "--stop-by" => Of("signal", "disconnect", "message"),
        "--heartbeat" or "--memory-pressure" => Of("off"),
        "--heartbeat-by" => Of("auto", "notify", "channel", "message"),
        "--instance-var" => Of("NODE_APP_INSTANCE"),
        "--ready" => Of("auto", "notify", "listen", "after:2s"),
        "--restart" => Of("always", "on-failure", "never"),
        "--stop-signal" => new(ExpectedKind.Signals, []),
        "--user" => new(ExpectedKind.Users, []),
        "--cwd" => new(ExpectedKind.Folders, []),
        "--socket" => new(ExpectedKind.Files, ["off"]),
        "--admin" => Of("off", ":9615"),
        "--as" => Of("tini", "tini-static", "docker-init", "dumb-init", "catatonit"),
        "--slot" => new(ExpectedKind.Slots, []),
        _ => Nothing,
    };

    /// <summary>A word behind a verb that is no option.</summary>
    public static Expected Operand(GrammarVerb verb) => verb switch
    {
        { HasOperand: false } => Nothing,
        { Name: "probe" } => Of("live", "ready", "startup"),
        { Name: "completion" } => Of("bash", "zsh", "fish"),
        { Name: "config" } => new(ExpectedKind.Files, ["check", "show", "schema"]),
        { Name: "import" } => new(ExpectedKind.Files, []),

        // A file to run, or an app that was stopped.
        { Name: "start" } => new(ExpectedKind.AppsAndFiles, []),
        { Name: "install" } => new(ExpectedKind.Folders, []),
        { Name: "signal" } => new(ExpectedKind.AppsAndSignals, []),

        // What else is about a running pm1 names an app of it.
        _ => new(ExpectedKind.Apps, []),
    };

    private static Expected Of(params string[] words) => new(ExpectedKind.Words, words);
}
