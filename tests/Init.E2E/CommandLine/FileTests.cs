using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>`pm1 start FILE`.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("pm1.yaml")]
    [InlineData("pm1.json")]
    public async Task A_file_says_what_flags_say(string name)
    {
        using var folder = new TempFolder();
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        var file = folder.Write(name, name == "pm1.json"
            ? $$"""{"admin": "127.0.0.1:{{admin}}", "apps": [{"name": "shop", "command": ["{{Shipped.Worker}}", "serve", "{{port}}"], "workers": 3}]}"""
            : $"""
                admin: 127.0.0.1:{admin}
                apps:
                  - name: shop
                    command: [{Shipped.Worker}, serve, "{port}"]
                    workers: 3
                """);
        await using var pm1 = (Launch.Verb("start", file) with { AdminPort = admin }).Start(folder);
        await Server.Answers(port, 3, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        Assert.Equal(3, pm1.Workers.Count);
    }

    [Fact]
    public async Task Flag_beats_variable_beats_file()
    {
        using var folder = new TempFolder();
        var file = folder.Write("pm1.yaml", """
            apps:
              - command: [/bin/sleep, "600"]
                workers: 1
                ready: after:1ms
            """);
        await Count(2, Launch.Verb("start", file, "--workers", "2").With("PM1_WORKERS", "3"), folder);
        await Count(3, Launch.Verb("start", file).With("PM1_WORKERS", "3"), folder);
        await Count(1, Launch.Verb("start", file), folder);
    }

    [Fact]
    public async Task Every_problem_of_a_file_is_listed_with_its_place()
    {
        using var folder = new TempFolder();
        var file = folder.Write("pm1.yaml", """
            apps:
              - command: ["true"]
                workers: zero
                stopTimeout: never
                colour: blue
            """);
        var ended = await Launch.Verb("start", file).Finish(folder);
        Assert.Equal(2, ended.Code);
        Assert.Contains(ended.Complaints, line => Says(line, "workers", "zero", ":3"));
        Assert.Contains(ended.Complaints, line => Says(line, "stopTimeout", "never", ":4"));
        Assert.Contains(ended.Complaints, line => Says(line, "colour", ":5"));

        static bool Says(string line, params string[] words) =>
            words.Append("pm1.yaml").All(word => line.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_named()
    {
        var ended = await Launch.Finish(Launch.Verb("start", "/nowhere/pm1.yaml"));
        Assert.Equal(2, ended.Code);
        Assert.Contains("/nowhere/pm1.yaml", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    private static async Task Count(int expected, Launch launch, TempFolder folder)
    {
        var admin = FreePort.Next();
        await using var pm1 = (launch.With("PM1_ADMIN", $"127.0.0.1:{admin}") with { AdminPort = admin }).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        Assert.Equal(expected, pm1.Workers.Count);
    }
}
