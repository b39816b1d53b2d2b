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

    private static async Task<Ended> Once(string[] options, string script)
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(["--workers", "1", "--restart", "never", .. options], ["/bin/sh", "-c", script])
            .Finish(folder);
        Assert.True(ended.Code == 0, ended.Error);
        return ended;
    }
}
