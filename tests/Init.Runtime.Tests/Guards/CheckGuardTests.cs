using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class CheckGuardTests
{
    private readonly GuardScene _scene = new();
    private readonly CheckGuard _guard;

    public CheckGuardTests() => _guard = new CheckGuard(
        Checked.App("http://:3000/healthz", "tcp://:3000") with { CheckStartPeriod = TimeSpan.FromSeconds(10) },
        _scene.Post, _scene.Degrade);

    [Fact]
    public void Failures_in_a_row_replace_the_worker_once()
    {
        Start(10, 11);
        Fail(10, 3);
        Fail(10, 3);
        var replace = Assert.IsType<PoolEvent.Replace>(Assert.Single(_scene.Posted));
        Assert.Equal((10, RestartReason.Check), (replace.Pid, replace.Reason));
        Assert.Equal("failed http://:3000/healthz 3 times in a row: status 500", replace.Why);
    }

    [Fact]
    public void One_that_passes_begins_again()
    {
        Start(10);
        Fail(10, 2);
        Take(new CheckResult(0, 0, 10, ""));
        Fail(10, 2);
        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Checks_and_workers_are_counted_apart()
    {
        Start(10, 11);
        Fail(10, 2);
        Fail(11, 2);
        Take(new CheckResult(1, 0, 10, "refused"));
        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Failures_of_the_start_period_do_not_count()
    {
        _scene.AddReady(10);
        Fail(10, 5);
        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Worker_that_is_gone_or_unknown_is_nobody()
    {
        Start(10);
        Fail(99, 5);
        Take(new CheckResult(7, 0, 10, "x"));
        Take(new CheckResult(-1, 0, 10, "x"));
        Assert.Empty(_scene.Posted);
        Assert.Empty(_scene.Degraded);
    }

    [Fact]
    public void Failure_without_a_name_is_the_only_workers()
    {
        Start(10);
        Fail(0, 3);
        Assert.Equal([10], _scene.Replaced);
    }

    [Fact]
    public void Failure_without_a_name_is_said_where_it_may_be_of_several()
    {
        Start(10, 11);
        Fail(0, 3);
        Assert.Empty(_scene.Posted);
        Assert.Contains("cannot be told which worker", _scene.Degraded[0]);
    }

    private void Start(params int[] pids)
    {
        _scene.AddReady(pids);
        _scene.Pass(new StillGuard(), 11);
    }

    private void Fail(int pid, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Take(new CheckResult(0, -1, pid, "status 500"));
        }
    }

    private void Take(CheckResult result) => _guard.Take(result, _scene.Now, [.. _scene.Workers]);
}
