using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.Doctor;

/// <summary>`pm1 doctor` as a user runs it: what it says is what a run would meet.</summary>
public sealed class DoctorTests
{
    private const string Seccomp = "317";

    private static readonly string[] Groups =
    [
        "pm1", "kernel", "cpu", "memory", "sharing", "files", "identity", "limits", "clock", "doors", "environment",
        "command",
    ];

    [Fact]
    public async Task Where_a_run_would_work_it_says_so_group_by_group_in_ASCII()
    {
        var ended = await Launch.Finish(Launch.Verb("doctor", "--admin", "off").With("LC_ALL", "C"));
        Assert.True(ended.Code == 0, ended.Output);
        Assert.Empty(ended.Complaints);
        Assert.Equal(Groups, ended.Output.Split('\n').Where(line => line != "" && line[0] != ' ').SkipLast(1));
        Assert.StartsWith("pm1 run would work here: ", ended.Output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.All(ended.Output, c => Assert.True(c == '\n' || c is >= ' ' and <= '~', $"{(int)c:x}"));
    }

    [Fact]
    public async Task Json_has_every_group_and_no_colour_ever()
    {
        var diagnosed = await Diagnosed.By(Doctor([]), 0);
        Assert.Equal(1, diagnosed.Version);
        Assert.True(diagnosed.Runs);
        Assert.Empty(diagnosed.Lacking);
        Assert.Equal(Groups, diagnosed.Groups);
        foreach (var name in new[] { "notification", "memory", "replacement" })
        {
            Assert.StartsWith("ok: ", diagnosed["sharing", name], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Terminal_has_colour_unless_NO_COLOR_says_otherwise()
    {
        foreach (var (variable, coloured) in new[] { ("-u NO_COLOR", true), ("NO_COLOR=1", false) })
        {
            var line = $"env {variable} TERM=xterm LC_ALL=C.UTF-8 {Shipped.Pm1} doctor";
            var result = Shell.Run(Tool.Script, ["-qec", line, "/dev/null"]);
            Assert.True(coloured == result.Output.Contains("\e[32m", StringComparison.Ordinal), result.Output);
            Assert.Contains('✓', result.Output);
        }
    }

    [Fact]
    public async Task Command_is_looked_for_as_a_worker_would_look()
    {
        using var folder = new TempFolder();
        folder.Write("greet", "#!/bin/sh\nexit 0\n", executable: true);
        folder.Write("broken", "#!/no/such/shell\n", executable: true);
        folder.Write("unmarked", "#!/bin/sh\n");
        var found = await Diagnosed.By(Doctor(["-w", "3", "--env", $"PATH={folder.Path}"], "greet", "x"), 0);
        Assert.Equal($"ok: {folder["greet"]} ()", found["command", "program"]);
        Assert.Equal("ok: script of /bin/sh ()", found["command", "kind"]);
        Assert.Equal("ok: 3 ()", found["command", "workers"]);
        Assert.Contains("ok: bind (auto", found["command", "share"], StringComparison.Ordinal);

        var relative = await Diagnosed.By(Doctor(["--cwd", folder.Path], "./greet"), 0);
        Assert.Equal("ok: ./greet ()", relative["command", "program"]);
        var broken = await Diagnosed.By(Doctor([], folder["broken"]), 3);
        Assert.Equal(["command kind"], broken.Lacking);
        var missing = await Diagnosed.By(Doctor([], "no-such-program"), 3);
        Assert.Equal(["command program"], missing.Lacking);
        Assert.Contains("127", missing["command", "program"], StringComparison.Ordinal);
        Assert.Contains("126", (await Diagnosed.By(Doctor([], folder["unmarked"]), 3))["command", "program"], StringComparison.Ordinal);
        Assert.Contains("126", (await Diagnosed.By(Doctor([], folder.Path), 3))["command", "program"], StringComparison.Ordinal);
        Assert.Equal("ok: static program ()", (await Diagnosed.By(Doctor([], Shipped.Worker), 0))["command", "kind"]);
    }

    [Fact]
    public async Task Profile_that_refuses_notifications_is_told_from_a_kernel_without_them()
    {
        var refused = await Diagnosed.By(Doctor([]).Under(Without(Seccomp, 1)), 3);
        Assert.Equal(["sharing notification"], refused.Lacking);
        Assert.Contains("seccomp profile refuses", refused["sharing", "notification"], StringComparison.Ordinal);
        var absent = await Diagnosed.By(Doctor([]).Under(Without(Seccomp, 38)), 3);
        Assert.Contains("Linux 5.9", absent["sharing", "notification"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_foretells_is_what_run_does()
    {
        string[] without = Without(Seccomp, 1);
        string[] command = ["sh", "-c", "exit 7"];
        var run = Launch.Run(["-w", "1", "--restart", "never", "--socket", "off"], command).Under(without);
        Assert.Equal(70, (await Launch.Finish(run)).Code);
        Assert.False((await Diagnosed.By(Doctor([], command).Under(without), 3)).Runs);

        run = Launch.Run(["-w", "1", "--restart", "never", "--socket", "off", "--share", "none"], command).Under(without);
        Assert.Equal(7, (await Launch.Finish(run)).Code);
        var none = await Diagnosed.By(Doctor(["--share", "none"], command).Under(without), 0);
        Assert.StartsWith("degraded: ", none["sharing", "notification"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_needs_no_notifications_and_what_only_looks_like_it_is_told_why()
    {
        _ = Tool.Node;
        using var folder = new TempFolder();
        folder.Write("server.js", "");
        folder.Write("package.json", """{"scripts":{"start":"node server.js","dev":"node --watch server.js"}}""");
        string[] here = ["--cwd", folder.Path];
        var node = await Diagnosed.By(Doctor(here, "npm", "start").Under(Without(Seccomp, 1)), 0);
        Assert.Equal("ok: node (auto: Node with a script) ()", node["command", "share"]);
        Assert.Equal("ok: found by npm start; executed: node server.js ()", node["command", "node"]);
        Assert.StartsWith("ok: not needed for Node", node["sharing", "notification"], StringComparison.Ordinal);
        var watch = await Diagnosed.By(Doctor(here, "node", "--watch", "server.js"), 0);
        Assert.StartsWith("degraded: not by Node's cluster", watch["command", "node"], StringComparison.Ordinal);
        var job = await Diagnosed.By(Doctor([.. here, "--restart", "never"], "node", "server.js"), 0);
        Assert.Contains("bind (auto: the channel would keep a job", job["command", "share"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_another_pm1_that_shares_it_says_that_there_is_one_listener_only()
    {
        string[] doctor = [Shipped.Pm1, "doctor", "--json", "--admin", "off"];
        var ended = await Launch.Finish(
            Launch.Run(["-w", "1", "--restart", "never", "--socket", "off"], doctor));
        var diagnosed = Diagnosed.Read(ended.Output);
        Assert.Equal(3, ended.Code);
        Assert.Contains("another supervisor above pm1", diagnosed["sharing", "notification"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_proc_it_still_ends_and_says_what_that_costs()
    {
        Tool.NeedRoot("it covers /proc");
        var launch = Doctor([]).Under(Tool.Unshare, "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$@\"", "sh");
        var diagnosed = await Diagnosed.By(launch, 3);
        Assert.Equal(Groups, diagnosed.Groups);
        Assert.Contains("pm1 proc", diagnosed.Lacking);
        Assert.Contains("pm1 launch", diagnosed.Lacking);
    }

    [Fact]
    public async Task Unprivileged_it_works_and_knows_what_it_may_not()
    {
        var diagnosed = await Diagnosed.By(Doctor(["--listen", ":80"]).Under(Wrap.Unprivileged).With("HOME", "/no/home"), 3);
        Assert.Equal(["doors listen :80"], diagnosed.Lacking);
        Assert.Contains("uid 12345 (no entry", diagnosed["identity", "user"], StringComparison.Ordinal);
        Assert.Contains("effective none", diagnosed["identity", "capabilities"], StringComparison.Ordinal);
        Assert.StartsWith("degraded: /no/home", diagnosed["identity", "home"], StringComparison.Ordinal);
        Assert.Equal(0, (await Launch.Finish(Doctor([]).Under(Wrap.Unprivileged))).Code);
        var other = await Diagnosed.By(Doctor(["--user", "0"], "true").Under(Wrap.Unprivileged), 3);
        Assert.Equal(["command identity"], other.Lacking);
    }

    [Fact]
    public async Task Program_that_its_user_may_not_read_is_out_of_reach_for_bind()
    {
        Tool.NeedRoot("it makes another user's file");
        using var folder = new TempFolder();
        File.Copy(Shipped.Worker, folder["hidden"]);
        File.SetUnixFileMode(folder["hidden"], (UnixFileMode)0x49);
        var hidden = await Diagnosed.By(Doctor(["-w", "2"], folder["hidden"]).Under(Wrap.Unprivileged), 3);
        Assert.Equal(["command reach"], hidden.Lacking);
        Assert.Equal(0, (await Launch.Finish(Doctor(["-w", "2"], folder["hidden"]))).Code);
    }

    [Fact]
    public async Task It_changes_nothing_and_finds_the_pm1_that_runs()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["-w", "2", "--name", "shop"], Server.C(port)).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        var workers = pm1.Workers;
        var admin = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{pm1.Admin.Port}");
        var ended = await Launch.Verb("doctor", "--json", "--admin", admin, "--", Shipped.Worker).Finish(folder);
        var diagnosed = Diagnosed.Read(ended.Output);
        Assert.Equal(0, ended.Code);
        Assert.Contains("shop, 2 of 2 ready", diagnosed["doors", "running"], StringComparison.Ordinal);
        Assert.Contains("runs here already", diagnosed["doors", "admin"], StringComparison.Ordinal);
        Assert.Contains("somebody listens there", diagnosed["files", "control"], StringComparison.Ordinal);
        Assert.Equal(workers, pm1.Workers);

        using var empty = new TempFolder();
        Assert.Equal(0, (await Launch.Verb("doctor", "--admin", "off").Finish(empty)).Code);
        Assert.Empty(Directory.GetFileSystemEntries(empty.Path));
    }

    [Fact]
    public async Task Secrets_of_the_environment_are_not_shown_and_typing_errors_are()
    {
        var launch = Launch.Verb("doctor", "--admin", "off")
            .With("OTEL_EXPORTER_OTLP_HEADERS", "authorization=geheim").With("PM1_WROKERS", "4").With("WEB_CONCURRENCY", "3");
        var ended = await Launch.Finish(launch);
        Assert.DoesNotContain("geheim", ended.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean PM1_WORKERS?", ended.Output, StringComparison.Ordinal);
        Assert.Contains("3 (3: as written)", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--workers=0")]
    [InlineData("--no-such")]
    public async Task Wrong_usage_is_2(string option) =>
        Assert.Equal(2, (await Launch.Finish(Launch.Verb("doctor", option))).Code);

    /// <summary>The admin port is other tests' business.</summary>
    private static Launch Doctor(string[] options, params string[] command) =>
        Launch.Verb(["doctor", "--json", "--admin", "off", .. options, .. command.Length == 0 ? command : ["--", .. command]]);

    private static string[] Without(string call, int errno) =>
        [Tool.Python, Shipped.Source("without_call.py"), call, errno.ToString(CultureInfo.InvariantCulture)];
}
