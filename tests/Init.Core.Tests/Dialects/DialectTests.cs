using Init.Core.Dialects;
using Init.Core.InitMode;
using Xunit;

namespace Init.Core.Tests.Dialects;

public sealed class DialectTests
{
    private const int TERM = 15;
    private const int STOP = 19;
    private const int TSTP = 20;
    private const int KILL = 9;

    [Theory]
    [InlineData("tini", Dialect.Tini)]
    [InlineData("/usr/bin/tini-static", Dialect.Tini)]
    [InlineData("/sbin/docker-init", Dialect.Tini)]
    [InlineData("dumb-init", Dialect.DumbInit)]
    [InlineData("./catatonit", Dialect.Catatonit)]
    public void Name_decides_the_dialect(string name, Dialect dialect)
    {
        var spec = Read(name, "--", "x", "-s").Spec!;
        Assert.Equal(dialect, spec.Dialect);
        Assert.Equal(["x", "-s"], spec.Command);
    }

    [Theory]
    [InlineData("pm1")]
    [InlineData("/pm1")]
    [InlineData("mytini")]
    [InlineData("tini/pm1")]
    public void Any_other_name_is_pm1s_own(string name) => Assert.Null(OtherNames.Find(name));

    [Fact]
    public void Every_name_that_can_be_installed_is_known() =>
        Assert.All(OtherNames.All, name => Assert.NotNull(OtherNames.Find($"/bin/{name}")));

    [Fact]
    public void Tini_takes_all_of_its_flags()
    {
        var spec = Read("tini", "-svvg", "-w", "-p", "SIGKILL", "-e", "143", "-e3", "sh", "-v").Spec!;
        Assert.True(spec is { Subreaper: true, Group: true, WarnOnReap: true, Verbosity: 3, ParentDeathSignal: KILL });
        Assert.Equal([0, 0, 5], new[] { spec.ExitCodes[143], spec.ExitCodes[3], spec.ExitCodes[5] });
        Assert.Equal(["sh", "-v"], spec.Command);
    }

    [Fact]
    public void Tini_reads_its_variables()
    {
        var environment = new Dictionary<string, string>
        {
            ["TINI_SUBREAPER"] = "", ["TINI_KILL_PROCESS_GROUP"] = "1", ["TINI_VERBOSITY"] = "0",
        };
        var spec = In(environment, "tini", "-v", "x").Spec!;
        Assert.True(spec is { Subreaper: true, Group: true, Verbosity: 0 });
        Assert.True(Read("tini", "x").Spec is { Subreaper: false, Group: false, Verbosity: 1 });
    }

    [Theory]
    [InlineData("-p TERM x", "[FATAL tini (7)] Not a valid option for -p: TERM\n")]
    [InlineData("-p SIGNONE x", "[FATAL tini (7)] Not a valid option for -p: SIGNONE\n")]
    [InlineData("-e 256 x", "[FATAL tini (7)] Not a valid option for -e: 256\n")]
    [InlineData("-e 1x x", "[FATAL tini (7)] Not a valid option for -e: 1x\n")]
    [InlineData("-z", "tini: invalid option -- 'z'\ntini (tini version ")]
    [InlineData("-e", "tini: option requires an argument -- 'e'\ntini (tini version ")]
    [InlineData("--version x", "tini: invalid option -- '-'\n")]
    [InlineData("", "tini (tini version ")]
    [InlineData("--", "tini (tini version ")]
    public void Tini_refuses_as_it_always_did(string line, string error)
    {
        var outcome = Read("tini", Words(line));
        Assert.Null(outcome.Spec);
        Assert.StartsWith(error, outcome.Early);
        Assert.Equal((1, ""), (outcome.Code, outcome.Output));
    }

    [Fact]
    public void Docker_can_read_tinis_version()
    {
        var outcome = Read("docker-init", "--version");
        Assert.Matches("^tini version [0-9.]+ - git\\.[^.\n]+\n$", outcome.Output);
        Assert.Equal(0, outcome.Code);
    }

    [Fact]
    public void Tini_explains_itself()
    {
        var outcome = Read("/usr/bin/tini", "-h");
        Assert.Equal((0, ""), (outcome.Code, outcome.Early));
        Assert.StartsWith("tini (tini version ", outcome.Output);
        Assert.Contains("under the supervision of a valid init process (tini)", outcome.Output);
        Assert.Contains("Apache License", Read("tini", "-l").Output);
    }

    [Fact]
    public void Dumb_init_leads_a_session_and_stops_it_for_good_unless_told_otherwise()
    {
        var spec = Read("dumb-init", "-r", "20:1", "x").Spec!;
        Assert.True(spec is { Place: ChildPlace.OwnSession, Group: true, Subreaper: false, Verbosity: 0 });
        Assert.Equal([1, STOP, STOP, TERM], new[] { spec.Signals[TSTP], spec.Signals[21], spec.Signals[22], spec.Signals[TERM] });
    }

    [Theory]
    [InlineData("-c")]
    [InlineData("--single-child")]
    [InlineData("--sing")]
    public void Dumb_init_can_have_a_single_child(string flag)
    {
        var spec = Read("dumb-init", flag, "x").Spec!;
        Assert.True(spec is { Place: ChildPlace.OurGroup, Group: false });
        Assert.Equal(TSTP, spec.Signals[TSTP]);
    }

    [Fact]
    public void Dumb_init_reads_its_variables()
    {
        var outcome = In(new() { ["DUMB_INIT_DEBUG"] = "1", ["DUMB_INIT_SETSID"] = "0" }, "dumb-init", "x");
        Assert.Equal("[dumb-init] Running in debug mode.\n[dumb-init] Not running in setsid mode.\n", outcome.Early);
        Assert.True(outcome.Spec is { Verbosity: 1, Place: ChildPlace.OurGroup });
        Assert.Equal("", In(new() { ["DUMB_INIT_DEBUG"] = "yes", ["DUMB_INIT_SETSID"] = "" }, "dumb-init", "x").Early);
    }

    [Theory]
    [InlineData("--yolo /bin/true", "dumb-init: unrecognized option '--yolo'\n")]
    [InlineData("--ver /bin/true", "dumb-init: option '--ver' is ambiguous; possibilities: '--verbose' '--version'\n")]
    [InlineData("--verbose=1 x", "dumb-init: option '--verbose' doesn't allow an argument\n")]
    [InlineData("--rewrite", "dumb-init: option '--rewrite' requires an argument\n")]
    [InlineData("-x", "dumb-init: invalid option -- 'x'\n")]
    [InlineData("", "Usage: dumb-init [option] program [args]\nTry dumb-init --help for full usage.\n")]
    public void Dumb_init_refuses_to_the_letter(string line, string error)
    {
        var outcome = Read("dumb-init", Words(line));
        Assert.Equal((1, error, ""), (outcome.Code, outcome.Early, outcome.Output));
    }

    [Theory]
    [InlineData("15:12", 12)]
    [InlineData(" 15:+12x", 12)]
    [InlineData("15:0", 0)]
    [InlineData("15:32", null)]
    [InlineData("0:15", null)]
    [InlineData("15::12", null)]
    [InlineData("15", null)]
    [InlineData("", null)]
    [InlineData("99999999999:1", null)]
    public void Dumb_init_rewrites_signals_as_sscanf_reads_them(string rule, int? to)
    {
        var outcome = Read("dumb-init", "-r", rule, "x");
        Assert.Equal(to, outcome.Spec?.Signals[TERM]);
        Assert.Equal(to is null, outcome.Early.StartsWith("Usage: -r option takes <signum>:<signum>", StringComparison.Ordinal));
    }

    [Fact]
    public void Catatonit_takes_all_of_its_flags()
    {
        Assert.True(Read("catatonit", "-g", "--", "x").Spec is { Group: true, Subreaper: true, Pause: false });
        Assert.True(Read("catatonit", "-P").Spec is { Pause: true, Command: [] });
        Assert.Equal("tini version 0.1.7_catatonit\n", Read("catatonit", "--version").Output);
        Assert.StartsWith("usage: catatonit", Read("catatonit", "-h").Early);
        Assert.StartsWith("ERROR (catatonit:7): missing program name\nusage:", Read("catatonit").Early);
        Assert.Equal(1, In(new() { ["CATATONIT_LOG"] = "1" }, "catatonit", "x").Code);
        Assert.Equal(1, Read("catatonit", "-z", "x").Code);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static DialectOutcome Read(string name, params string[] args) => In([], name, args);

    private static DialectOutcome In(Dictionary<string, string> environment, string name, params string[] args) =>
        OtherNames.Find(name)!(new Called(name, args, 7, variable => environment.GetValueOrDefault(variable)));
}
