using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>--pdeathsig: what reaches the command when the process that started pm1 dies.</summary>
public sealed class ParentDeathTests
{
    [Theory]
    [InlineData("USR1", Signals.USR1)]
    [InlineData("SIGTERM", Signals.TERM)]
    [InlineData("15", Signals.TERM)]
    public async Task The_signal_reaches_the_child(string name, int signal)
    {
        using var folder = new TempFolder();
        await using var parent = Below("\"$@\" & wait", folder, "--pdeathsig", name);
        await parent.Out.Wait("waiting");
        await Orphaned(parent, async _ => await parent.Out.Wait($"signal {signal}\n"));
    }

    [Fact]
    public async Task The_signal_is_mapped_as_any_other()
    {
        using var folder = new TempFolder();
        await using var parent = Below("\"$@\" & wait", folder, "--pdeathsig=USR1", "--signal=USR1:USR2");
        await parent.Out.Wait("waiting");
        await Orphaned(parent, async _ => await parent.Out.Wait($"signal {Signals.USR2}\n"));
    }

    [Theory]
    [InlineData("--pdeathsig=KILL")]
    [InlineData("--pdeathsig=KILL --user=12345 --drop-caps")]
    public async Task By_KILL_both_are_gone(string options)
    {
        Tool.NeedRoot("it becomes another user");
        using var folder = new TempFolder();
        await using var parent = Below("\"$@\" & wait", folder, options.Split(' '));
        await parent.Out.Wait("waiting");
        await Orphaned(parent, both => Poll.Until(() => !both.Any(Proc.Runs), Bound.Answer, () => "one of them lives on"));
    }

    [Fact]
    public async Task Without_it_neither_is_told()
    {
        using var folder = new TempFolder();
        await using var parent = Below("\"$@\" & wait", folder);
        await parent.Out.Wait("waiting");
        await Orphaned(parent, async both =>
        {
            Assert.Equal(0, Libc.kill(both[0], Signals.USR2));
            await parent.Out.Wait($"signal {Signals.USR2}\n");
            Assert.Single(parent.Out.Lines, line => line.StartsWith("signal ", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_parent_that_was_gone_before_is_nobody_to_follow()
    {
        using var folder = new TempFolder();

        // The shell in the middle ends at once; the innermost becomes pm1 when that has been reaped.
        const string Script = """
            sh -c 'sh -c "while kill -0 \$0 2>/dev/null; do :; done; exec \"\$@\"" $$ "$@" &' sh "$@"; cat
            """;
        var launch = Launch.Init(["--pdeathsig=TERM"], ["/bin/sh", "-c", "echo lived"]).Under("/bin/sh", "-c", Script, "sh");
        await using var shell = launch.Start(folder);
        await shell.Out.Wait("lived");
    }

    /// <summary>pm1 below a shell, which is its parent.</summary>
    private static Running Below(string script, TempFolder folder, params string[] options) =>
        Launch.Init(options, [Shipped.Worker, "signals"]).Under("/bin/sh", "-c", script, "sh").Start(folder);

    /// <summary>Kills the shell alone; what is left is ended here.</summary>
    /// <param name="check">Gets the pids of pm1 and of its child.</param>
    private static async Task Orphaned(Running parent, Func<int[], Task> check)
    {
        int[] both = [parent.Pid, Assert.Single(Proc.Children(parent.Pid))];
        Array.ForEach(both, Orphanage.Add);
        try
        {
            Assert.NotEqual(parent.Top, parent.Pid);
            Assert.Equal(0, Libc.kill(parent.Top, Signals.KILL));
            await check(both);
        }
        finally
        {
            Array.ForEach(both, Orphanage.End);
            Array.ForEach(both, Orphanage.Remove);
        }
    }
}
