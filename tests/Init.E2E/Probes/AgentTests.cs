using Init.E2E.Harness;

namespace Init.E2E.Probes;

/// <summary>The agent may die: the admin door's queue and the workers are the supervisor's.</summary>
public sealed class AgentTests
{
    /// <summary>A silent agent is asked after 10 s and given up after 10 s more.</summary>
    private static readonly TimeSpan Replaced = TimeSpan.FromSeconds(20) + Bound.Start;

    [Fact]
    public async Task A_killed_agent_is_back_and_nobody_was_refused()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "2"], Server.C(port)).Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        var (workers, agent) = (pm1.Workers, pm1.AgentPid);
        Assert.NotEqual(0, agent);
        await using var load = new Load(port);
        await load.Flow();
        _ = Libc.kill(agent, Signals.KILL);
        await Poll.Until(() => !Proc.Runs(agent), Bound.Answer, () => "the agent lives");

        // This connection waits in the queue until the next agent takes it.
        Assert.Equal(200, (await pm1.Admin.Get("/livez")).Status);
        Assert.Equal(200, await pm1.Admin.Status("/readyz"));
        Assert.NotEqual(agent, pm1.AgentPid);
        Assert.Equal(workers, pm1.Workers);
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    [Fact]
    public async Task A_stopped_agent_is_replaced()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1"], Server.C(FreePort.Next())).Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        var agent = pm1.AgentPid;
        _ = Libc.kill(agent, Signals.STOP);
        await Poll.Until(() => pm1.AgentPid is var now && now != 0 && now != agent, Replaced, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/livez", 200, () => pm1.Error.Text);
    }

    [Fact]
    public async Task A_stopped_supervisor_is_not_live()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1"], Server.C(FreePort.Next())).Start(folder);
        await pm1.Admin.WaitFor("/livez", 200, () => pm1.Error.Text);
        pm1.Signal(Signals.STOP);
        var status = await pm1.Admin.Status("/livez");
        pm1.Signal(Signals.CONT);
        Assert.Equal(503, status);
        await pm1.Admin.WaitFor("/livez", 200, () => pm1.Error.Text);
    }
}
