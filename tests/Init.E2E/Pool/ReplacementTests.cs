using Init.E2E.Harness;

namespace Init.E2E.Pool;

public sealed class ReplacementTests
{
    [Fact]
    public async Task Workers_killed_one_after_the_other_under_load_are_started_again_and_nobody_is_refused()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "3"], Server.Node(port)).Start(folder);
        await Server.Answers(port, 3, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        await using var load = new Load(port);
        await load.Flow();
        foreach (var victim in pm1.Workers)
        {
            _ = Libc.kill(victim, Signals.KILL);
            await Poll.Until(
                () => pm1.Workers is { Count: 3 } now && !now.Contains(victim), Bound.Start, () => pm1.Error.Text);
        }

        Assert.Equal(0, (await load.Stop()).Refused);
    }
}
