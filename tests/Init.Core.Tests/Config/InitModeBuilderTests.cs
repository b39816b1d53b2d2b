using Init.Core.Config;
using Init.Core.InitMode;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class InitModeBuilderTests
{
    [Theory]
    [InlineData("-- node -x", "node -x")]
    [InlineData("--group node -x", "node -x")]
    [InlineData("--group -- --odd", "--odd")]
    [InlineData("-u 5 node -- -u", "node -- -u")]
    [InlineData("--group -", "-")]
    public void Options_end_at_the_command(string line, string command) =>
        Assert.Equal(command.Split(' '), Build(line).Spec!.Command);

    [Fact]
    public void Without_an_option_every_default_applies()
    {
        var spec = Build("-- x").Spec!;
        Assert.Equal(new InitModeSpec { Command = spec.Command, Signals = spec.Signals, ExitCodes = spec.ExitCodes }, spec);
    }

    [Fact]
    public void Every_option_arrives()
    {
        var spec = Build(
            "--signal TERM:QUIT --signal=WINCH:0 --exit-map 143:0 --group --delay-term 5s --wait-all=2s --pdeathsig KILL "
            + "--user 7:8 --drop-caps --no-new-privs -- x").Spec!;
        Assert.Equal([3, 0, 1], new[] { spec.Signals[15], spec.Signals[28], spec.Signals[1] });
        Assert.Equal(0, spec.ExitCodes[143]);
        Assert.True(spec is { Group: true, DropCapabilities: true, NoNewPrivileges: true, ParentDeathSignal: 9 });
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)), (spec.TermDelay, spec.WaitAll));
        Assert.Equal((7u, 8u), (spec.User!.Uid, spec.User.Gid));
    }

    [Fact]
    public void Variables_stand_below_flags()
    {
        var spec = Build(
            "--signal HUP:0 -- x", ("PM1_SIGNAL", "TERM:INT, USR1:USR2"), ("PM1_EXIT_MAP", "1:2 3:4"), ("PM1_GROUP", "no"),
            ("PM1_DROP_CAPS", "1"), ("PM1_WAIT_ALL", "yes"), ("PM1_DELAY_TERM", "")).Spec!;
        Assert.Equal([0, 15], new[] { spec.Signals[1], spec.Signals[15] });
        Assert.Equal([2, 4], new[] { spec.ExitCodes[1], spec.ExitCodes[3] });
        Assert.True(spec is { Group: false, DropCapabilities: true, TermDelay.Ticks: 0 });
        Assert.Equal(InitModeBuilder.WaitAllDefault, spec.WaitAll);
    }

    [Fact]
    public void Every_problem_is_listed_in_one_go()
    {
        var problems = Build(
            "--signl=TERM:QUIT --signal TERM --signal KILL:TERM --exit-map 1:256 --group=yes --delay-term 5 --user nobody --wait-all=x "
            + "--pdeathsig", ("PM1_DROP_CAPS", "maybe")).Problems.Select(problem => problem.ToString()).ToArray();
        Assert.Equal(
        [
            "pm1: --signl: unknown option\npm1: hint: did you mean --signal?",
            "pm1: --group: takes no value\npm1: hint: write --group alone, or leave it out",
            "pm1: --pdeathsig: has no value\npm1: hint: write --pdeathsig=VALUE",
            "pm1: --signal: \"TERM\" is not a pair of signals\npm1: hint: write FROM:TO, for example TERM:QUIT, or WINCH:0 to drop it",
            "pm1: --signal: \"KILL\" never reaches pm1 to be passed on\npm1: hint: write FROM:TO, for example TERM:QUIT, or WINCH:0 to drop it",
            "pm1: --exit-map: \"1:256\" is not a pair of exit codes\npm1: hint: write FROM:TO, each 0 to 255, for example 143:0",
            "pm1: --delay-term: \"5\" has no unit\npm1: hint: write 5s for seconds",
            "pm1: --wait-all: \"x\" is not a duration\npm1: hint: write a duration like 500ms, 2s or 1m30s",
            "pm1: --user: \"nobody\" is not a user here\npm1: hint: write a name of /etc/passwd, or numbers: 12345 or 12345:0",
            "pm1: PM1_DROP_CAPS: \"maybe\" is neither yes nor no\npm1: hint: write yes or no",
        ],
            problems);
    }

    [Theory]
    [InlineData("--", "no command after --")]
    [InlineData("--group", "no command")]
    [InlineData("--group --", "no command after --")]
    [InlineData("--frob x", "--frob: unknown option")]
    public void Wrong_usage_is_explained(string line, string error)
    {
        var outcome = Build(line);
        Assert.Null(outcome.Spec);
        Assert.Contains(error, Assert.Single(outcome.Problems).ToString());
    }

    private static InitModeOutcome Build(string line, params (string Name, string Value)[] variables) => InitModeBuilder.Build(
        line.Split(' '),
        name => variables.FirstOrDefault(variable => variable.Name == name).Value,
        text => text == "7:8" ? new UserSpec(7, 8, []) : uint.TryParse(text, out var uid) ? new UserSpec(uid, 0, []) : null);
}
