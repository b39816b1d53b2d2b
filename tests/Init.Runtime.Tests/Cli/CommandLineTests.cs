using Init.Core.Config;
using Init.Core.Spec;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run node server.js --port 1", "node server.js --port 1")]
    [InlineData("run -- node -e x", "node -e x")]
    [InlineData("run -w 2 node -w 3", "node -w 3")]
    [InlineData("run --workers=2 -- --odd-name", "--odd-name")]
    [InlineData("run -w2 x -- y", "x -- y")]
    [InlineData("run x --help", "x --help")]
    [InlineData("run -- run --workers 2", "run --workers 2")]
    [InlineData("run @x", "@x")]
    [InlineData("run - x", "- x")]
    public void Flags_of_the_command_are_never_eaten(string line, string command)
    {
        var typed = Typed.Words(line.Split(' '));
        Assert.Equal("", typed.Error);
        Assert.Equal(FakeRoles.SuperviseCode, typed.Code);
        Assert.Equal(command.Split(' '), typed.Roles.Spec!.App.Command);
    }

    [Theory]
    [InlineData("-w", "3")]
    [InlineData("-w3")]
    [InlineData("-w=3")]
    [InlineData("--workers", "3")]
    [InlineData("--workers=3")]
    [InlineData("--workers:3")]
    public void Value_is_taken_however_it_is_attached(params string[] words)
    {
        var typed = Typed.Words(["run", .. words, "--", "x"]);
        Assert.Equal("", typed.Error);
        Assert.Equal(3, typed.Roles.Spec!.App.Workers.Offset);
    }

    [Fact]
    public void Repeated_flags_add_up_and_values_keep_their_signs()
    {
        var spec = Typed.Words("run", "--port", "1", "--port=udp:2", "--env", "A=b=c:d", "--env=B=", "x").Roles.Spec!;
        Assert.Equal([new PortName(Transport.Tcp, 1), new PortName(Transport.Udp, 2)], spec.App.Ports);
        Assert.Equal([new("A", "b=c:d"), new("B", "")], spec.App.Environment);
        Assert.Equal("", Typed.Words("run", "--listen=:80", "--listen", "unix:/x=y", "x").Error);
    }

    [Fact]
    public void Every_problem_is_listed_in_one_go()
    {
        var typed = Typed.In(
            new Dictionary<string, string> { ["PM1_SHARE"] = "magic" },
            "run", "--wrokers", "--workers", "-1", "--stop-timeout", "25", "--name", "--restart=maybe", "--", "x");
        Assert.Equal(2, typed.Code);
        Assert.Equal("", typed.Out);
        Assert.Equal(
            """
            pm1: --wrokers: unknown option
            pm1: hint: did you mean --workers?
            pm1: --name: has no value
            pm1: hint: write --name=VALUE
            pm1: --workers: "-1" is not a number of workers
            pm1: hint: write auto-1 for one less than auto
            pm1: PM1_SHARE: "magic" is not a way to share a port
            pm1: hint: write auto, node, fd, bind or none
            pm1: --stop-timeout: "25" has no unit
            pm1: hint: write 25s for seconds
            pm1: --restart: "maybe" is not a restart rule
            pm1: hint: write always, on-failure or never

            """,
            typed.Error);
    }

    [Theory]
    [InlineData("run", "no command")]
    [InlineData("run --", "no command")]
    [InlineData("run --name a --name b x", "--name: is given 2 times")]
    [InlineData("run --name -- x", "--name: has no value")]
    [InlineData("rnu x", "rnu: unknown command\npm1: hint: did you mean pm1 run?")]
    [InlineData("node server.js", "hint: to run a program write pm1 run -- node")]
    [InlineData("logs", "logs: is not in this version")]
    [InlineData("reload --no-wiat", "--no-wiat: unknown option\npm1: hint: did you mean --no-wait?")]
    [InlineData("reload a b", "\"b\": one word too many")]
    [InlineData("probe --sokcet x", "did you mean --socket?")]
    [InlineData("scale", "no number of workers")]
    [InlineData("scale web -2 3", "\"3\": one word too many")]
    [InlineData("scale -x", "-x: unknown option")]
    [InlineData("signal", "no signal")]
    [InlineData("signal USR1 --slot", "--slot: has no value")]
    [InlineData("signal USR1 --slot x", "--slot: \"x\" is not a slot's number")]
    [InlineData("reload --slot 1", "--slot: unknown option")]
    [InlineData("send", "no message")]
    [InlineData("send web words", "\"words\" is not JSON")]
    [InlineData("send 1 --slot x", "--slot: \"x\" is not a slot's number")]
    [InlineData("run --balance shared x", "\"shared\" is no balance of share bind")]
    [InlineData("run --stop-by message x", "there is no channel to say it on")]
    [InlineData("run --weights 2 --share node x", "workers accept for themselves")]
    [InlineData("probe", "nothing to probe")]
    [InlineData("probe dead", "\"dead\" cannot be probed")]
    [InlineData("probe live ready", "\"ready\": one word too many")]
    [InlineData("list --jsn", "--jsn: unknown option\npm1: hint: did you mean --json?")]
    [InlineData("drain --workers 2", "--workers: unknown option")]
    [InlineData("start", "no file")]
    [InlineData("start /nonexistent.yaml", "cannot read: no such file")]
    [InlineData("install", "no directory to install into")]
    public void Wrong_usage_is_explained(string line, string error)
    {
        var typed = Typed.Words(line.Split(' '));
        Assert.Equal(2, typed.Code);
        Assert.Contains(error, typed.Error);
        Assert.Null(typed.Roles.Spec);
    }

    [Fact]
    public void Alone_it_prints_help_as_an_error()
    {
        var typed = Typed.Words();
        Assert.Equal(2, typed.Code);
        Assert.Contains("pm1 run [OPTIONS] -- COMMAND", typed.Error);
    }

    [Fact]
    public void Help_of_run_names_every_setting()
    {
        var typed = Typed.Words("run", "--help");
        Assert.Equal(0, typed.Code);
        Assert.All(Settings.All, setting => Assert.Contains(setting.Flag, typed.Out));
    }

    [Theory]
    [InlineData("describe", "--json")]
    [InlineData("events", "--follow")]
    [InlineData("events", "--json")]
    [InlineData("list", "--pm2-json")]
    [InlineData("reload", "--no-wait")]
    [InlineData("restart", "--slot")]
    [InlineData("signal", "--slot")]
    [InlineData("send", "--slot")]
    [InlineData("drain", "--wait")]
    public void Help_of_a_verb_names_its_options(string verb, string option) =>
        Assert.Contains(option, Typed.Words(verb, "--help").Out);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("start --help")]
    [InlineData("probe -h")]
    [InlineData("drain --help")]
    [InlineData("list --help")]
    [InlineData("install --help")]
    [InlineData("describe --help")]
    [InlineData("events --help")]
    [InlineData("top --help")]
    [InlineData("reload --help")]
    [InlineData("restart --help")]
    [InlineData("stop --help")]
    [InlineData("scale --help")]
    [InlineData("signal --help")]
    [InlineData("send --help")]
    [InlineData("doctor --help")]
    [InlineData("completion --help")]
    [InlineData("version --help")]
    public void Help_goes_to_stdout_and_fits_a_wide_terminal(string line)
    {
        var typed = Typed.Words(line.Split(' '));
        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.NotEqual("", typed.Out);
        Assert.All(typed.Out.Split('\n'), text => Assert.InRange(text.Length, 0, 120));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public void Version_is_printed(string word) => Assert.Matches(@"^pm1 \d+\.\d+\.\d+\n$", Typed.Words(word).Out);

    [Fact]
    public void Start_reads_a_file_and_flags_win()
    {
        var path = Path.Combine(Path.GetTempPath(), $"pm1-{Guid.NewGuid():n}.yaml");
        File.WriteAllText(path, "apps:\n  - command: [node, server.js]\n    workers: 2\n    stopTimeout: 1s\n");
        try
        {
            var typed = Typed.Words("start", path, "--workers", "3");
            Assert.Equal("", typed.Error);
            Assert.Equal(3, typed.Roles.Spec!.App.Workers.Offset);
            Assert.Equal(TimeSpan.FromSeconds(1), typed.Roles.Spec.App.StopTimeout);

            File.WriteAllText(path, "apps:\n  - command: [node]\n    wrokers: 2\n    restart: maybe\n");
            typed = Typed.Words("start", path, "--workers", "x");
            Assert.Equal(2, typed.Code);
            Assert.Contains($"pm1: {path}:3:5: apps[0].wrokers: unknown key", typed.Error);
            Assert.Contains($"pm1: {path}:4:5: apps[0].restart: \"maybe\" is not a restart rule", typed.Error);
            Assert.Contains("pm1: --workers: \"x\"", typed.Error);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
