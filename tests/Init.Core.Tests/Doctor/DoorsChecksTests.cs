using Init.Core.Doctor;
using Xunit;

namespace Init.Core.Tests.Doctor;

public sealed class DoorsChecksTests
{
    private static readonly Trial Taken = new(TrialOutcome.Taken, "address already in use");

    [Fact]
    public void Admin_port_that_is_taken_costs_no_worker()
    {
        var checks = DoorsChecks.Of(new DoorsSight(":9615", Taken, [], null, "tried /x")).ToList();
        Assert.Equal(Verdict.Degraded, checks[1].Verdict);
        Assert.Contains("would be off", checks[1].Hint, StringComparison.Ordinal);
        Assert.True(new Diagnosis(checks).Runs);
    }

    [Fact]
    public void Running_pm1_explains_why_the_admin_port_is_taken()
    {
        var checks = DoorsChecks.Of(new DoorsSight(":9615", Taken, [], "a pm1 runs here: shop", "")).ToList();
        Assert.Contains("shop", checks[0].Fact, StringComparison.Ordinal);
        Assert.Contains("runs here already", checks[1].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_to_listen_on_that_is_taken_is_what_run_would_fail_for()
    {
        var sight = new DoorsSight(null, Trial.Success, [(":80", Taken), (":81", Trial.Success)], null, "");
        Assert.Equal(["doors listen :80"], new Diagnosis([.. DoorsChecks.Of(sight)]).Lacking);
    }

    [Fact]
    public void Control_socket_says_which_better_places_are_none()
    {
        var sight = new FilesSight("/tmp/pm1-7/pm1.sock", false, ["/run/pm1/pm1.sock: why"], Taken, Taken);
        Assert.Equal("/tmp/pm1-7/pm1.sock (not /run/pm1/pm1.sock: why)", FilesChecks.Of(sight).First().Fact);
        Assert.Equal(Verdict.Degraded, FilesChecks.Of(sight with { Socket = null }).First().Verdict);
        Assert.Equal(Verdict.Ok, FilesChecks.Of(sight with { Socket = null, SocketOff = true }).First().Verdict);
    }
}
