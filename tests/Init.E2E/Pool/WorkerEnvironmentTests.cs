using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>`--env`, `--cwd` and `--user`, which are of the workers alone.</summary>
public sealed class WorkerEnvironmentTests
{
    [Fact]
    public async Task Variables_and_folder_are_the_workers()
    {
        var ended = await Once(["--env", "GREETING=good day", "--env", "EMPTY=", "--cwd", "/usr"],
            "echo \"$GREETING|$EMPTY|${EMPTY-unset}|$PWD\"");
        Assert.Equal("good day|||/usr\n", ended.Output);
    }

    [Fact]
    public async Task Workers_run_as_the_user_that_is_named()
    {
        Tool.NeedRoot("it becomes another user");
        var ended = await Once(["--user", "12345:54321"], "id -u; id -g; id -G");
        Assert.Equal("12345\n54321\n54321\n", ended.Output);
    }

    /// <summary>pm1 raises its own soft limit, which is not meant for programs.</summary>
    [Fact]
    public async Task Workers_and_agent_have_the_limit_of_descriptors_that_pm1_was_given()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1"], Server.C(FreePort.Next()))
            .Under("/usr/bin/prlimit", "--nofile=300:4000", "--").Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        Assert.Equal("4000 4000", Limit(pm1.Pid));
        Assert.All([.. pm1.Workers, pm1.AgentPid], pid => Assert.Equal("300 4000", Limit(pid)));
    }

    [Fact]
    public async Task Arguments_keep_their_bytes()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(
                ["--workers", "1", "--restart", "never"], ["/bin/sh", "-c", "printf %s \"$1\" | od -An -tx1", "sh"])
            .Under("/bin/sh", "-c", "exec \"$@\" \"$(printf 'a\\377b')\"", "sh").Finish(folder);
        Assert.Equal("61 ff 62", ended.Output.Trim());
    }

    /// <summary>Its notification socket and the listener of its binds; what else a launch takes is given back.</summary>
    [Fact]
    public async Task Running_worker_takes_two_descriptors_of_pm1()
    {
        const int workers = 20;
        const int own = 19;
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", $"{workers}"], Server.C(FreePort.Next())).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        Assert.InRange(Directory.GetFileSystemEntries($"/proc/{pm1.Pid}/fd").Length, 2 * workers, (2 * workers) + own);
    }

    /// <summary>A worker that cannot be started for want of descriptors says so, and never "success".</summary>
    [Fact]
    public async Task Too_few_descriptors_end_pm1_with_the_reason()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(["--workers", "64"], ["/bin/sleep", "60"])
            .Under("/usr/bin/prlimit", "--nofile=64:64", "--").Finish(folder);
        Assert.Equal(70, ended.Code);
        Assert.Contains("too many open files", ended.Error, StringComparison.Ordinal);
        Assert.Contains("ulimit -Hn", ended.Error, StringComparison.Ordinal);
    }

    private static string Limit(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..5]);
    }

    private static async Task<Ended> Once(string[] options, string script)
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(["--workers", "1", "--restart", "never", .. options], ["/bin/sh", "-c", script])
            .Finish(folder);
        Assert.True(ended.Code == 0, ended.Error);
        return ended;
    }
}
