using System.Diagnostics;
using System.Globalization;

namespace Init.E2E.Harness;

/// <summary>How pm1 is to be started; nothing has happened yet.</summary>
internal sealed record Launch
{
    /// <summary>Of pm1.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Commands that become, or start, the rest of their command line: the outermost first.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>0: no admin door.</summary>
    public int AdminPort { get; init; }

    /// <summary>What the command line calls pm1: another path in a root of its own.</summary>
    public string? Program { get; init; }

    /// <summary>pm1 -- COMMAND.</summary>
    public static Launch Init(params string[] command) => new() { Arguments = ["--", .. command] };

    /// <summary>pm1 OPTIONS -- COMMAND.</summary>
    public static Launch Init(IReadOnlyList<string> options, IReadOnlyList<string> command) =>
        new() { Arguments = [.. options, "--", .. command] };

    /// <summary>pm1 run --admin LOOPBACK OPTIONS -- COMMAND.</summary>
    public static Launch Run(IReadOnlyList<string> options, IReadOnlyList<string> command)
    {
        var admin = FreePort.Next();
        return new()
        {
            Arguments =
            [
                "run", "--admin", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{admin}"), .. options, "--",
                .. command,
            ],
            AdminPort = admin,
        };
    }

    /// <summary>Any command line, as it is.</summary>
    public static Launch Verb(params string[] arguments) => new() { Arguments = arguments };

    public Launch Under(params string[] wrapper) => this with { Wrapper = [.. wrapper, .. Wrapper] };

    public Launch With(string name, string value) =>
        this with { Environment = [.. Environment, KeyValuePair.Create(name, value)] };

    /// <param name="folder">Becomes PM1_RUNTIME_DIR: pm1s that do not share it do not know of each other.</param>
    public Running Start(TempFolder folder)
    {
        // This process ignores SIGPIPE, as every .NET process does, and would hand that on; a shell would not.
        string[] line = ["/usr/bin/env", "--default-signal=PIPE", .. Wrapper, Program ?? Shipped.Pm1, .. Arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start.Environment);
        start.Environment["PM1_RUNTIME_DIR"] = folder.Path;
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return new Running(Starting.Start(start), this);
    }

    /// <summary>pm1 run to its end, and its exit code.</summary>
    public async Task<Ended> Finish(TempFolder folder)
    {
        await using var running = Start(folder);
        var code = await running.Exit();
        return new Ended(code, running.Out.Text, running.Error.Text);
    }

    public static async Task<Ended> Finish(Launch launch)
    {
        using var folder = new TempFolder();
        return await launch.Finish(folder);
    }

    /// <summary>Whoever runs the tests may have variables set that pm1 reads.</summary>
    private static void Clean(IDictionary<string, string?> environment)
    {
        string[] read = ["PM1_", "OTEL_", "KUBERNETES_", "LISTEN_", "NOTIFY_", "WEB_CONCURRENCY", "ASPNETCORE_", "DOTNET_"];
        foreach (var name in environment.Keys.Where(key => read.Any(key.StartsWith)).ToArray())
        {
            environment.Remove(name);
        }
    }
}
