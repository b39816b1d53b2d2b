using Init.Core.Link;
using Init.Linux;
using Init.Linux.Processes;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class ExecChecksTests
{
    private readonly GuardScene _scene = new();
    private readonly FakeRunner _runner = new();
    private readonly List<CheckResult> _results = [];

    [Fact]
    public void Each_ready_worker_is_asked_once_a_period()
    {
        var checks = Checks();
        _scene.AddReady(10, 11);
        _scene.Workers.Add(new GuardedWorker(default, 12, false, default));
        for (var half = 0; half < 38; half++)
        {
            _scene.Pass(checks, 0.5);
            EndAll(checks, 0);
        }

        Assert.Equal([10, 11, 10, 11], _runner.Started);
        Assert.All(_results, result => Assert.Equal("", result.Failure));
        Assert.Equal([10, 11, 10, 11], _results.Select(result => result.Pid));
    }

    [Fact]
    public void Exit_code_is_the_failure()
    {
        var checks = Checks();
        _scene.AddReady(10);
        _scene.Pass(checks, 0.1);
        Assert.True(checks.TryExited(_runner.LastPid, new ExitStatus(3, 0)));
        Assert.Equal("exit code 3", Assert.Single(_results).Failure);
        Assert.False(checks.TryExited(_runner.LastPid, new ExitStatus(3, 0)));
        Assert.False(checks.TryExited(4711, new ExitStatus(0, 0)));
    }

    [Fact]
    public void Run_that_takes_too_long_is_killed_once_and_is_a_failure_whatever_it_ends_with()
    {
        var checks = Checks();
        _scene.AddReady(10);
        _scene.Pass(checks, 30);
        Assert.Equal([_runner.LastPid], _runner.Killed);
        Assert.Equal([10], _runner.Started);
        checks.TryExited(_runner.LastPid, new ExitStatus(0, 0));
        Assert.Equal("took longer than 1s", Assert.Single(_results).Failure);
        _scene.Pass(checks, 1);
        Assert.Equal([10, 10], _runner.Started);
    }

    [Fact]
    public void Not_too_many_run_at_once_and_nobody_is_forgotten()
    {
        var checks = Checks();
        _scene.AddReady([.. Enumerable.Range(100, 50)]);
        for (var round = 0; round < 10; round++)
        {
            _scene.Pass(checks, 0.2);
            Assert.InRange(checks.Running, 0, ExecChecks.RunsMax);
            EndAll(checks, 0);
        }

        Assert.Equal(Enumerable.Range(100, 50), _runner.Started.Order());
    }

    [Fact]
    public void What_cannot_be_started_is_a_failure()
    {
        var checks = Checks();
        _scene.AddReady(10);
        _runner.Error = Errno.EAGAIN;
        _scene.Pass(checks, 1);
        Assert.Equal("cannot be started: resource temporarily unavailable", Assert.Single(_results).Failure);
    }

    [Fact]
    public void Without_such_a_check_nothing_is_ever_due() =>
        Assert.Null(new ExecChecks(Checked.App("tcp://:1"), _runner, _results.Add).Deadline);

    [Fact]
    public void Stop_kills_what_runs_and_starts_nothing_more()
    {
        var checks = Checks();
        _scene.AddReady(10);
        _scene.Pass(checks, 0.1);
        checks.Stop();
        Assert.Equal([_runner.LastPid], _runner.Killed);
        Assert.Null(checks.Deadline);
    }

    private ExecChecks Checks() => new(Checked.App("exec:true"), _runner, _results.Add);

    private void EndAll(ExecChecks checks, int code)
    {
        for (var pid = 1001; pid <= _runner.LastPid; pid++)
        {
            checks.TryExited(pid, new ExitStatus(code, 0));
        }
    }
}
