using Init.E2E.Harness;

namespace Init.E2E.InitMode;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    public async Task The_childs_exit_code_is_pm1s(int code)
    {
        var ended = await Launch.Finish(Launch.Init("/bin/sh", "-c", $"exit {code}"));
        Assert.Equal(code, ended.Code);
        Assert.Equal("", ended.Error);
    }

    [Theory]
    [InlineData(Signals.KILL)]
    [InlineData(Signals.TERM)]
    [InlineData(Signals.INT)]
    [InlineData(Signals.PIPE)]
    [InlineData(34)]
    public async Task A_child_that_a_signal_ended_gives_128_and_its_number(int signal)
    {
        var ended = await Launch.Finish(Launch.Init("/bin/sh", "-c", $"kill -{signal} $$"));
        Assert.Equal(Signals.ExitCode(signal), ended.Code);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_127_and_one_clear_line()
    {
        var ended = await Launch.Finish(Launch.Init("no-such-command-here", "an argument"));
        Assert.Equal(127, ended.Code);
        Assert.Contains("no-such-command-here", Assert.Single(ended.Complaints), StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_127()
    {
        var ended = await Launch.Finish(Launch.Init("/nowhere/at/all"));
        Assert.Equal(127, ended.Code);
        Assert.Contains("/nowhere/at/all", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_may_not_be_executed_is_126()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Init(folder.Write("plain.txt", "no program")).Finish(folder);
        Assert.Equal(126, ended.Code);
        Assert.Contains("plain.txt", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_126()
    {
        using var folder = new TempFolder();
        Assert.Equal(126, (await Launch.Init(folder.Path).Finish(folder)).Code);
    }

    [Fact]
    public async Task A_script_without_an_interpreter_line_runs_in_the_shell()
    {
        using var folder = new TempFolder();
        var script = folder.Write("script", "echo \"$1\"\nexit 5\n", executable: true);
        var ended = await Launch.Init(script, "said").Finish(folder);
        Assert.Equal(5, ended.Code);
        Assert.Equal("said\n", ended.Output);
    }

    [Fact]
    public async Task A_command_is_found_in_PATH_and_run_in_the_shell_also_where_SIGCHLD_is_ignored()
    {
        using var folder = new TempFolder();
        folder.Write("script", "echo \"$1\"\nexit 5\n", executable: true);
        var launch = Launch.Init("script", "said").With("PATH", $"/nowhere:{folder.Path}:/usr/bin:/bin");
        foreach (var given in new[] { launch, launch.Under(Wrap.Given("17", "")) })
        {
            var ended = await given.Finish(folder);
            Assert.Equal(5, ended.Code);
            Assert.Equal("said\n", ended.Output);
        }
    }

    [Theory]
    [InlineData("no-such-command-here", 127)]
    [InlineData("/etc/passwd", 126)]
    [InlineData("", 127)]
    public async Task What_cannot_be_executed_is_one_line_also_where_SIGCHLD_is_ignored(string command, int code)
    {
        var ended = await Launch.Finish(Launch.Init(command).Under(Wrap.Given("17", "")));
        Assert.Equal(code, ended.Code);
        Assert.Contains($"cannot execute {command}:", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_and_environment_arrive_as_they_are()
    {
        string[] words = ["", " ", "a b", "ä", "--", "-w", "$HOME"];
        var launch = Launch.Init(["/bin/sh", "-c", "printf '[%s]' \"$@\" \"$GREETING\"", "sh", .. words]);
        var ended = await Launch.Finish(launch.With("GREETING", "good day"));
        Assert.Equal(string.Concat(words.Append("good day").Select(word => $"[{word}]")), ended.Output);
    }

    [Fact]
    public async Task Pm1_ends_with_the_child_though_an_orphan_lives_on()
    {
        using var folder = new TempFolder();
        var launch = Launch.Init("/bin/sh", "-c", "sleep 60 >/dev/null 2>&1 </dev/null & echo $!; exit 4");
        var ended = await launch.Finish(folder);
        Assert.Equal(4, ended.Code);
        Orphanage.End(int.Parse(ended.Output, System.Globalization.CultureInfo.InvariantCulture));
    }
}
