using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

public sealed class UsageTests
{
    [Fact]
    public async Task Every_problem_is_listed_and_the_exit_code_is_2()
    {
        var ended = await Launch.Finish(Launch.Verb(
            "run", "--workers", "zero", "--stop-timeout", "never", "--share", "perhaps", "--stop-signal", "SIGNOT",
            "--max-restarts", "lots", "--admin", "nowhere:at:all", "--bogus", "--", "true"));
        Assert.Equal(2, ended.Code);
        string[] expected = ["zero", "never", "perhaps", "SIGNOT", "lots", "nowhere:at:all", "--bogus"];
        Assert.All(expected, word => Assert.Contains(
            ended.ErrorLines, line => line.StartsWith("pm1:", StringComparison.Ordinal) && line.Contains(word, StringComparison.Ordinal)));
        Assert.Equal("", ended.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--")]
    [InlineData("--")]
    [InlineData("--no-such-option", "--", "true")]
    [InlineData("no-such-verb")]
    [InlineData("run", "--workers", "0", "--", "true")]
    [InlineData("run", "--port", "70000", "--", "true")]
    [InlineData("probe", "no-such-probe")]
    public async Task Wrong_usage_is_2_and_says_what_is_wrong(params string[] arguments)
    {
        var ended = await Launch.Finish(Launch.Verb(arguments));
        Assert.Equal(2, ended.Code);
        Assert.NotEmpty(ended.Complaints);
        Assert.Equal("", ended.Output);
    }

    [Fact]
    public async Task A_bad_variable_is_named()
    {
        var ended = await Launch.Finish(Launch.Verb("run", "--", "true").With("PM1_WORKERS", "many"));
        Assert.Equal(2, ended.Code);
        Assert.Contains(ended.Complaints, line => line.Contains("PM1_WORKERS", StringComparison.Ordinal)
            && line.Contains("many", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    public async Task Help_is_a_result(params string[] arguments)
    {
        var ended = await Launch.Finish(Launch.Verb(arguments));
        Assert.Equal(0, ended.Code);
        Assert.Contains("--", ended.Output, StringComparison.Ordinal);
        Assert.Equal("", ended.Error);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_is_a_result(string argument)
    {
        var ended = await Launch.Finish(Launch.Verb(argument));
        Assert.Equal(0, ended.Code);
        Assert.Matches(@"\d+\.\d+\.\d+", ended.Output);
        Assert.Equal("", ended.Error);
    }

    [Fact]
    public async Task Options_stop_at_the_double_dash()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(
            ["--workers", "1", "--restart", "never"], ["/bin/echo", "--workers", "9", "--bogus", "--"]).Finish(folder);
        Assert.Equal("--workers 9 --bogus --\n", ended.Output);
    }

    [Fact]
    public async Task Options_stop_at_the_first_word_that_is_none()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Verb(
            "run", "--admin", "off", "--workers", "1", "--restart", "never", "/bin/echo", "--workers", "9").Finish(folder);
        Assert.Equal("--workers 9\n", ended.Output);
    }

    [Fact]
    public async Task Errors_have_no_colour_when_stderr_is_no_terminal()
    {
        var ended = await Launch.Finish(Launch.Verb("run", "--bogus", "--", "true"));
        Assert.DoesNotContain("\u001b", ended.Error, StringComparison.Ordinal);
    }
}
