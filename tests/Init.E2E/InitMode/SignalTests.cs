using Init.E2E.Harness;

namespace Init.E2E.InitMode;

public sealed class SignalTests
{
    // Without KILL and STOP, which nobody can catch, CHLD, which is pm1's own, and 32 and 33, which are libc's own.
    private static readonly int[] Forwarded =
        [.. Enumerable.Range(1, 31).Except([9, 17, 19]), .. Enumerable.Range(34, 31)];

    [Fact]
    public Task Every_signal_reaches_the_child() => EachArrives(Launch.Init(Shipped.Worker, "signals"));

    [Fact]
    public Task Every_signal_reaches_the_child_of_PID_1() =>
        EachArrives(Launch.Init(Shipped.Worker, "signals").Under(Wrap.PidNamespace));

    [Theory]
    [InlineData("", "", "default")]
    [InlineData("13", "", "SIGPIPE ignored")]
    [InlineData("10,1", "12,36", "some ignored, some blocked")]
    [InlineData("13,15,2,17", "1,2,3,15,17,13", "those that pm1 itself needs")]
    public async Task Mask_and_dispositions_of_the_child_are_those_pm1_was_given(string ignored, string blocked, string what)
    {
        var given = Wrap.Given(ignored, blocked);
        string[] show = ["/bin/cat", "/proc/self/status"];
        var alone = Shell.Run(given[0], [.. given[1..], .. show]).Output;
        var ended = await Launch.Finish(Launch.Init(show).Under(given));
        Assert.Equal(SignalLines(alone), SignalLines(ended.Output));
        Assert.Equal(0, ended.Code);
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData(Signals.TERM)]
    [InlineData(Signals.INT)]
    [InlineData(Signals.HUP)]
    public async Task A_child_that_ends_by_a_forwarded_signal_decides_the_exit_code(int signal)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init("/bin/sh", "-c", "echo up; exec sleep 600").Start(folder);
        await pm1.Out.Wait("up");
        pm1.Signal(signal);
        Assert.Equal(Signals.ExitCode(signal), await pm1.Exit());
    }

    [Fact]
    public async Task The_child_leads_its_own_process_group()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init("/bin/sh", "-c", "echo up; exec sleep 600").Start(folder);
        await pm1.Out.Wait("up");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        Assert.Equal(child, Proc.Stat(child)!.Group);
    }

    [Fact]
    public async Task On_a_terminal_the_child_is_in_the_foreground()
    {
        // Its own process group, that of the terminal's foreground, and the exit code through it all.
        var launch = new Launch
        {
            Program = Tool.Script,
            Arguments = ["-qec", $"{Shipped.Pm1} -- /bin/sh -c 'cut -d\" \" -f5,8 /proc/self/stat; echo $$; exit 6'", "/dev/null"],
        };
        var ended = await Launch.Finish(launch);
        Assert.Equal(6, ended.Code);
        var words = ended.Output.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words[2], words[0]);
        Assert.Equal(words[2], words[1]);
    }

    [Fact]
    public async Task The_child_gets_the_descriptors_that_pm1_was_given_and_no_other()
    {
        var ended = await Launch.Finish(Launch.Init("/bin/sh", "-c", "echo /proc/$$/fd/*"));
        var numbers = ended.Output.Trim().Split(' ').Select(path => path.Split('/')[^1]).Order().ToArray();
        var alone = Shell.Run("/bin/sh", ["-c", "echo /proc/$$/fd/*"]).Output.Trim().Split(' ')
            .Select(path => path.Split('/')[^1]).Order().ToArray();
        Assert.Equal(alone, numbers);
    }

    [Fact]
    public async Task Nothing_else_is_started()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init("/bin/sh", "-c", "echo up; exec sleep 600").Start(folder);
        await pm1.Out.Wait("up");
        Assert.Single(Proc.Descendants(pm1.Pid));
        var sockets = Directory.GetFiles($"/proc/{pm1.Pid}/fd")
            .Select(path => new FileInfo(path).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:", StringComparison.Ordinal));
        Assert.Empty(sockets);
    }

    private static async Task EachArrives(Launch launch)
    {
        using var folder = new TempFolder();
        await using var pm1 = launch.Start(folder);
        await pm1.Out.Wait("waiting");
        var missing = new List<int>();
        foreach (var signal in Forwarded)
        {
            pm1.Signal(signal);
            try
            {
                await pm1.Out.Wait($"signal {signal}\n", Bound.Answer);
            }
            catch (Xunit.Sdk.XunitException)
            {
                missing.Add(signal);
            }
        }

        Assert.Empty(missing);
        Assert.Equal("", pm1.Error.Text);
    }

    private static string[] SignalLines(string status) =>
        [.. new[] { "SigBlk", "SigIgn", "SigCgt" }.Select(name => $"{name} {Proc.Field(status, name)}")];
}
