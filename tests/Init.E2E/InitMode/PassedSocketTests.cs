using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Descriptors that were passed to pm1 (LISTEN_FDS) are meant for its command, which checks
/// LISTEN_PID.</summary>
public sealed class PassedSocketTests
{
    private static readonly string[] Show = ["/bin/sh", "-c", "echo $$ $LISTEN_PID $LISTEN_FDS $(readlink /proc/$$/fd/3)"];

    [Theory]
    [InlineData("")]
    [InlineData("--wait-all")]
    [InlineData("--user=12345:12345 --drop-caps")]
    public async Task A_pid_that_named_pm1_names_the_command(string options)
    {
        Tool.NeedRoot("it becomes another user");
        var words = await Seen(options, "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\" 3</dev/null");
        Assert.Equal([words[0], words[0], "1", "/dev/null"], words);
    }

    [Fact]
    public async Task A_pid_of_PID_1_names_the_command_too()
    {
        var script = "LISTEN_PID=1 LISTEN_FDS=1 exec \"$@\" 3</dev/null";
        var ended = await Launch.Finish(Launch.Init(Show).Under([.. Wrap.PidNamespace, "/bin/sh", "-c", script, "sh"]));
        var words = ended.Output.Split();
        Assert.NotEqual("1", words[0]);
        Assert.Equal(words[0], words[1]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999")]
    public async Task Another_pid_stays_as_it_is(string pid)
    {
        var words = await Seen("", $"LISTEN_PID={pid} LISTEN_FDS=1 exec \"$@\" 3</dev/null");
        Assert.Equal([pid, "1", "/dev/null"], words[1..]);
    }

    private static async Task<string[]> Seen(string options, string script)
    {
        string[] list = [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var ended = await Launch.Finish(Launch.Init(list, Show).Under("/bin/sh", "-c", script, "sh"));
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        return ended.Output.Trim().Split(' ');
    }
}
