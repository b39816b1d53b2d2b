using Init.Core.Doctor;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Doctor;

public sealed class SharingChecksTests
{
    private static readonly SharingSight Fine = new(
        ShareMode.Bind, 2, Trial.Success, Trial.Success, Trial.Success, Trial.Success, Trial.Success, Trial.Success,
        Trial.Success);

    [Fact]
    public void Where_everything_works_nothing_is_to_be_done() =>
        Assert.All(SharingChecks.Of(Fine), check => Assert.Equal((Verdict.Ok, ""), (check.Verdict, check.Hint)));

    [Theory]
    [InlineData(TrialOutcome.Taken, "another supervisor above pm1")]
    [InlineData(TrialOutcome.Absent, "Linux 5.9")]
    [InlineData(TrialOutcome.Refused, "seccomp profile")]
    [InlineData(TrialOutcome.Failed, "--listen")]
    [InlineData(TrialOutcome.NotTried, "--listen")]
    public void Each_refusal_of_notifications_has_its_own_remedy(TrialOutcome outcome, string hint)
    {
        var check = Named("notification", Fine with { Notification = new Trial(outcome, "why") });
        Assert.Equal((Verdict.Missing, true, "why"), (check.Verdict, check.IsEssential, check.Fact));
        Assert.Contains(hint, check.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShareMode.Fd)]
    [InlineData(ShareMode.None)]
    public void What_the_share_does_not_need_is_only_a_loss(ShareMode share)
    {
        var refused = new Trial(TrialOutcome.Refused, "why");
        var checks = SharingChecks.Of(
            Fine with { Share = share, Notification = refused, Memory = refused, Replacement = refused }).ToList();
        Assert.Equal(3, checks.Count(check => check.Verdict == Verdict.Degraded));
        Assert.True(new Diagnosis(checks).Runs);
    }

    [Fact]
    public void Node_loses_nothing_where_notifications_are_refused()
    {
        var refused = Fine with
        {
            Share = ShareMode.Node, Notification = new Trial(TrialOutcome.Refused, "why"),
            Memory = Trial.NotTried("no"), Replacement = Trial.NotTried("no"),
        };
        Assert.All(SharingChecks.Of(refused), check => Assert.Equal((Verdict.Ok, ""), (check.Verdict, check.Hint)));
        Assert.Equal("not needed for Node (why)", Named("notification", refused).Fact);
        Assert.DoesNotContain("needed", Named("notification", Fine with { Share = ShareMode.Node }).Fact, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_worker_alone_binds_by_itself(int workers, bool runs)
    {
        var hidden = Fine with { Workers = workers, Memory = new Trial(TrialOutcome.Refused, "why") };
        Assert.Equal(runs, new Diagnosis([.. SharingChecks.Of(hidden)]).Runs);
    }

    [Fact]
    public void What_only_softens_the_end_never_keeps_pm1_from_running()
    {
        var refused = new Trial(TrialOutcome.Refused, "why");
        var checks = SharingChecks.Of(
            Fine with { Steering = refused, Hold = refused, Requests = refused, Backlog = refused }).ToList();
        Assert.Equal(4, checks.Count(check => check is { Verdict: Verdict.Degraded, Hint: not "" }));
        Assert.True(new Diagnosis(checks).Runs);
    }

    private static Check Named(string name, SharingSight sight) =>
        SharingChecks.Of(sight).Single(check => check.Name == name);
}
