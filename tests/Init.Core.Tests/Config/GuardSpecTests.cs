using Init.Core.Config;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class GuardSpecTests
{
    [Fact]
    public void Without_a_word_no_guard_stands()
    {
        var app = Ok(Inputs.Of("x"));
        Assert.Equal((new Portion(25, true), TimeSpan.Zero), (app.ReloadSurge, app.ReloadMinUptime));
        Assert.Equal(TimeSpan.FromSeconds(30), app.MinUptime);
        Assert.True(app is { ReloadCanary: null, MaxMemory: null, MemoryPressure: null, MaxLifetime: null });
        Assert.True(app is { Heartbeat: null, Schedule: null, Watch: [], WatchIgnore: [], Checks: [], StopExitCodes: [] });
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)), (app.CheckPeriod, app.CheckTimeout));
        Assert.Equal((3, TimeSpan.Zero), (app.CheckThreshold, app.CheckStartPeriod));
    }

    [Fact]
    public void Every_setting_arrives()
    {
        var app = Ok(Inputs.Flag(
            Inputs.Of("x"),
            (Settings.MinUptime, "1m"), (Settings.StopExitCodes, "0,42"), (Settings.StopExitCodes, "3"),
            (Settings.ReloadSurge, "2"), (Settings.ReloadMinUptime, "5s"), (Settings.ReloadCanary, "10% for 60s"),
            (Settings.MaxMemory, "pss:50%"), (Settings.MemoryPressure, "90%"), (Settings.MaxLifetime, "1h"),
            (Settings.Heartbeat, "2s"), (Settings.Schedule, "0 3 * * *"), (Settings.Watch, "/etc/config"),
            (Settings.Watch, "src"), (Settings.WatchIgnore, "*.log"), (Settings.Checks, "tcp://:1"),
            (Settings.CheckPeriod, "5s"), (Settings.CheckTimeout, "3s"), (Settings.CheckThreshold, "2"),
            (Settings.CheckStartPeriod, "20s"), (Settings.Cwd, "/srv/")));
        Assert.Equal([0, 42, 3], app.StopExitCodes);
        Assert.Equal((new Portion(2, false), TimeSpan.FromSeconds(5)), (app.ReloadSurge, app.ReloadMinUptime));
        Assert.Equal(new Canary(new Portion(10, true), TimeSpan.FromMinutes(1)), app.ReloadCanary);
        Assert.Equal((new MemoryLimit(0, 50, true), (int?)90), (app.MaxMemory, app.MemoryPressure));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromSeconds(2)), (app.MaxLifetime, app.Heartbeat));
        Assert.Equal("0 3 * * *", app.Schedule!.Text);
        Assert.Equal(["/etc/config", "/srv/src"], app.Watch);
        Assert.Equal("*.log", Assert.Single(app.WatchIgnore).Text);
        Assert.Equal(CheckKind.Tcp, Assert.Single(app.Checks).Kind);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3)), (app.CheckPeriod, app.CheckTimeout));
        Assert.Equal((2, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1)), (app.CheckThreshold, app.CheckStartPeriod, app.MinUptime));
    }

    [Fact]
    public void Variables_of_whole_texts_have_one_on_a_line()
    {
        var app = Ok(Inputs.Env(
            Inputs.Of("x"),
            ("PM1_CHECK", "exec:a, b\nhttp://:80/x,y\n"), ("PM1_WATCH", "my folder"), ("PM1_STOP_EXIT_CODES", "1,2 3"),
            ("PM1_SCHEDULE", "0 3 * * 1,2")));
        Assert.Equal(["a,", "b"], app.Checks[0].Command);
        Assert.Equal("/x,y", app.Checks[1].Path);
        Assert.Equal(["my folder"], app.Watch);
        Assert.Equal([1, 2, 3], app.StopExitCodes);
    }

    [Fact]
    public void Short_period_shortens_a_timeout_that_nobody_wrote() => Assert.Equal(
        TimeSpan.FromMilliseconds(500), Ok(Inputs.Flag(Inputs.Of("x"), (Settings.CheckPeriod, "500ms"))).CheckTimeout);

    [Theory]
    [InlineData("maxRequests", "100", "is not known with share bind")]
    [InlineData("memoryPressure", "high", "is not a share")]
    [InlineData("maxLifetime", "1ms", "is too short")]
    [InlineData("heartbeat", "0s", "is too short")]
    [InlineData("checkPeriod", "1ms", "is too short")]
    [InlineData("checkTimeout", "11s", "is longer than the period of 10s")]
    [InlineData("checkThreshold", "0", "is not a number of failures")]
    [InlineData("watch", "a\0b", "is not a path")]
    [InlineData("schedule", "daily", "has 1 fields")]
    public void Wrong_value_is_a_problem(string key, string text, string problem)
    {
        var setting = Settings.All.Single(setting => setting.Key == key);
        var found = Assert.Single(SpecBuilder.Build(Inputs.Flag(Inputs.Of("x"), (setting, text))).Problems);
        Assert.Equal(setting.Flag, found.Origin);
        Assert.Contains(problem, found.Message);
        Assert.NotEqual("", found.Hint);
    }

    [Fact]
    public void Lists_have_a_bound()
    {
        var checks = Enumerable.Repeat((Settings.Checks, "tcp://:1"), CheckSpec.ChecksMax + 1);
        Assert.Contains("17 times", Assert.Single(SpecBuilder.Build(Inputs.Flag(Inputs.Of("x"), [.. checks])).Problems).Message);
    }

    private static AppSpec Ok(SpecInput input)
    {
        var outcome = SpecBuilder.Build(input);
        Assert.Empty(outcome.Problems);
        return outcome.Spec!.App;
    }
}
