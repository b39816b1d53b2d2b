using System.Text.Json;
using Init.Checks;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Checks;

public sealed class CheckLoopTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(8);
    private readonly List<CheckResult> _results = [];

    [Fact]
    public async Task Check_is_made_once_a_period_for_each_ready_worker()
    {
        using var server = new StubServer(answer: null);
        var check = CheckSpec.Parse($"tcp://:{server.Port}").Value!;
        var loop = Loop(Snapshot(
            CheckAttemptTests.Worker(0, Environment.ProcessId), CheckAttemptTests.Worker(1, 1),
            CheckAttemptTests.Worker(2, 2, WorkerState.Starting)));
        Assert.Equal(Period / 2, await loop.NextAsync(0, check));
        Assert.Equal(new CheckResult(0, 0, Environment.ProcessId, ""), Assert.Single(_results));
    }

    [Fact]
    public async Task Nobody_is_checked_while_nobody_is_ready_or_pm1_drains_or_does_not_answer()
    {
        var check = CheckSpec.Parse("tcp://:1").Value!;
        Snapshot?[] quiet =
        [
            Snapshot(CheckAttemptTests.Worker(0, 1, WorkerState.Starting)),
            Snapshot(CheckAttemptTests.Worker(0, 1)) with { Phase = SupervisorPhase.Draining },
            null,
        ];
        foreach (var snapshot in quiet)
        {
            Assert.Equal(Period, await Loop(snapshot).NextAsync(0, check));
        }

        Assert.Empty(_results);
    }

    [Fact]
    public void What_the_agent_is_told_arrives_whole()
    {
        var checks = new AgentChecks(
            [CheckSpec.Parse("http://[::1]:80/x").Value!, CheckSpec.Parse("exec:a 'b c'").Value!], Period, TimeSpan.FromMilliseconds(300));
        var back = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(checks, LinkJson.Default.AgentChecks), LinkJson.Default.AgentChecks);
        Assert.Equivalent(checks, back, strict: true);
    }

    private static Snapshot Snapshot(params WorkerSnapshot[] workers) =>
        Snapshots.Running with { Apps = [Snapshots.Running.Apps[0] with { Workers = workers }] };

    private CheckLoop Loop(Snapshot? snapshot) => new(
        new AgentChecks([], Period, TimeSpan.FromSeconds(20)), new StubSupervisor(snapshot), _results.Add);
}
