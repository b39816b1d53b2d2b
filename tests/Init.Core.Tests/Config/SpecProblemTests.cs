using Init.Core.Config;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class SpecProblemTests
{
    [Fact]
    public void Every_problem_of_every_place_is_reported_together()
    {
        var input = Inputs.Of("x") with
        {
            File = Inputs.Config((Settings.Restart, "sometimes"), (Settings.Workers, "never seen")),
            Problems = [new Problem("--frob", "unknown option", "")],
        };
        input = Inputs.Env(input, ("PM1_STOP_SIGNAL", "SIGNOPE"), ("PM1_TERMINATION_GRACE", "long"));
        input = Inputs.Flag(
            input, (Settings.Workers, "lots"), (Settings.Ports, "0"), (Settings.Ports, "x"), (Settings.Env, "A"));
        var outcome = SpecBuilder.Build(input);
        Assert.Null(outcome.Spec);
        Assert.Equal(
            ["--env", "--frob", "--port", "--port", "--workers", "PM1_STOP_SIGNAL", "PM1_TERMINATION_GRACE", "pm1.yaml:1:1: restart"],
            outcome.Problems.Select(problem => problem.Origin).Order(StringComparer.Ordinal));
        Assert.All(outcome.Problems.Skip(1), problem => Assert.NotEqual("", problem.Hint));
    }

    public static TheoryData<string, string, string, string> OneFlagEach => new()
    {
        { "workers", "0", "--workers", "number of workers" },
        { "name", "a b", "--name", "not a name" },
        { "share", "magic", "--share", "not a way to share" },
        { "balance", "steer", "--balance", "not in this version" },
        { "balance", "fair", "--balance", "not a balance" },
        { "ready", "soon", "--ready", "not a way to be ready" },
        { "ready", "after:31s", "--ready", "not before the ready timeout" },
        { "readyTimeout", "0s", "--ready-timeout", "no time at all" },
        { "stopSignal", "SIGSTOP", "--stop-signal", "freezes" },
        { "stopTimeout", "25", "--stop-timeout", "has no unit" },
        { "drainDelay", "9s..3s", "--drain-delay", "ends before it begins" },
        { "maxRestarts", "10", "--max-restarts", "number of restarts" },
        { "admin", "9615", "--admin", "has no port" },
        { "admin", "udp::9615", "--admin", "no place for HTTP" },
        { "socket", "pm1.sock", "--socket", "not an absolute path" },
        { "user", "nobody-here", "--user", "not a user" },
        { "cwd", "src", "--cwd", "not an absolute path" },
        { "share", "fd", "--share", "no socket to pass on" },
        { "listen", ":9615", "--listen", "is the admin address too" },
    };

    [Theory]
    [MemberData(nameof(OneFlagEach))]
    public void Bad_value_is_one_problem(string key, string text, string origin, string message)
    {
        var setting = Settings.All.Single(setting => setting.Key == key);
        var problem = Assert.Single(SpecBuilder.Build(Inputs.Flag(Inputs.Of("x"), (setting, text))).Problems);
        Assert.Equal(origin, problem.Origin);
        Assert.Contains(message, problem.Message);
    }

    public static TheoryData<string, string, string, string, string> TwoFlagsEach => new()
    {
        { "listen", ":80", "share", "bind", "--listen" },
        { "listen", ":80", "share", "none", "--listen" },
        { "ready", "listen", "share", "none", "--ready" },
        { "ready", "listen", "listen", ":80", "--ready" },
        { "ports", "80", "share", "none", "--port" },
        { "ports", "80", "private", "80", "--private" },
        { "private", "80", "listen", ":81", "--private" },
        { "listen", ":80", "listen", "*:80", "--listen" },
        { "listen", "127.0.0.1:80", "admin", ":80", "--listen" },
    };

    [Theory]
    [MemberData(nameof(TwoFlagsEach))]
    public void Contradiction_is_one_problem(string key, string text, string otherKey, string otherText, string origin)
    {
        var setting = Settings.All.Single(setting => setting.Key == key);
        var other = Settings.All.Single(setting => setting.Key == otherKey);
        var outcome = SpecBuilder.Build(Inputs.Flag(Inputs.Of("x"), (setting, text), (other, otherText)));
        Assert.Equal(origin, Assert.Single(outcome.Problems).Origin);
    }

    [Fact]
    public void Delay_that_eats_the_whole_grace_is_a_problem_only_when_both_are_written()
    {
        var input = Inputs.Flag(Inputs.Of("x"), (Settings.DrainDelay, "40s..50s"));
        Assert.Empty(SpecBuilder.Build(input).Problems);
        Assert.Equal("--drain-delay", Assert.Single(SpecBuilder.Build(Inputs.Env(input, ("PM1_TERMINATION_GRACE", "30"))).Problems).Origin);
    }

    [Fact]
    public void No_command_is_said_beside_the_rest()
    {
        var outcome = SpecBuilder.Build(Inputs.Flag(Inputs.Of(), (Settings.Workers, "x")));
        Assert.Equal(2, outcome.Problems.Count);
        Assert.Contains(outcome.Problems, problem => problem.Message == "no command");
    }

    [Fact]
    public void Two_apps_are_one_too_many()
    {
        var file = Inputs.Config() with { Apps = [new AppConfig(), new AppConfig()] };
        var problem = Assert.Single(SpecBuilder.Build(Inputs.Of("x") with { File = file }).Problems);
        Assert.Equal("pm1.yaml:1:1: apps", problem.Origin);
        Assert.Contains("exactly one", problem.Message);
    }

    [Fact]
    public void Problem_is_printed_with_its_hint() =>
        Assert.Equal("pm1: --a: b\npm1: hint: c", new Problem("--a", "b", "c").ToString());
}
