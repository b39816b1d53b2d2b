using Init.E2E.Harness;

namespace Init.E2E.Probes;

/// <summary>`pm1 probe`, as an exec probe runs it: over the control socket, with nothing to say where that is but
/// PM1_RUNTIME_DIR.</summary>
public sealed class ProbeVerbTests
{
    [Fact]
    public async Task Probes_follow_the_pool_from_its_start_to_its_end()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--ready", "notify", "--drain-delay", "600s..600s"],
            [Tool.Python, Shipped.Source("notify.py"), folder["go"]]).Start(folder);
        await pm1.WaitForWorkers(2);
        await Poll.Until(async () => await Code("live", folder) == 0, Bound.Start, () => pm1.Error.Text);
        Assert.Equal(1, await Code("ready", folder));
        Assert.Equal(1, await Code("startup", folder));
        folder.Write("go", "");
        await Poll.Until(async () => await Code("startup", folder) == 0, Bound.Start, () => pm1.Error.Text);
        Assert.Equal(0, await Code("ready", folder));
        pm1.Signal(Signals.TERM);
        await Poll.Until(async () => await Code("ready", folder) == 1, Bound.Start, () => pm1.Error.Text);
        Assert.Equal(0, await Code("live", folder));
        Assert.Equal(0, await Code("startup", folder));
    }

    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    [InlineData("startup")]
    public async Task Without_a_running_pm1_every_probe_fails_and_says_so(string probe)
    {
        using var folder = new TempFolder();
        var ended = await Launch.Verb("probe", probe).Finish(folder);
        Assert.NotEqual(0, ended.Code);
        Assert.NotEqual("", ended.Error + ended.Output);
    }

    [Fact]
    public async Task A_probe_without_any_privilege_reaches_a_pm1_without_any()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1"], Server.C(FreePort.Next())).Under(Wrap.Unprivileged).Start(folder);
        await Poll.Until(
            async () => (await Launch.Verb("probe", "ready").Under(Wrap.Unprivileged).Finish(folder)).Code == 0,
            Bound.Start,
            () => pm1.Error.Text);
    }

    private static async Task<int> Code(string probe, TempFolder folder) =>
        (await Launch.Verb("probe", probe).Finish(folder)).Code;
}
