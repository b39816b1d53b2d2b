using Init.Core.Doctor;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Doctor;

public sealed class CommandChecksTests
{
    private static readonly CommandSight Fine = new(
        "node", "/usr/bin/node", Trial.Success, 0, FileKind.Dynamic, "/lib/ld.so", true, true, false, Trial.Success,
        ShareMode.Bind, "auto", true, 2);

    [Fact]
    public void Program_that_runs_is_ok() =>
        Assert.All(CommandChecks.Of(Fine), check => Assert.Equal(Verdict.Ok, check.Verdict));

    [Theory]
    [InlineData(127, "run ends with 127")]
    [InlineData(126, "run ends with 126")]
    public void Program_that_cannot_run_is_missing_and_says_how_run_ends(int code, string hint)
    {
        var checks = Of(Fine with { Path = null, Search = new Trial(TrialOutcome.Failed, "why"), ExitCode = code });
        var program = checks.Checks[0];
        Assert.Equal((Verdict.Missing, "node: why"), (program.Verdict, program.Fact));
        Assert.Contains(hint, program.Hint, StringComparison.Ordinal);
        Assert.Equal(["command program"], checks.Lacking);
    }

    [Fact]
    public void Program_that_nobody_could_look_for_is_not_said_to_be_missing() =>
        Assert.True(Of(Fine with { Path = null, Search = Trial.NotTried("why"), ExitCode = 127 }).Runs);

    [Theory]
    [InlineData(FileKind.Dynamic, "loader")]
    [InlineData(FileKind.Script, "script of")]
    [InlineData(FileKind.Shell, "no /lib/ld.so")]
    public void Program_without_its_loader_or_interpreter_is_missing(FileKind kind, string fact)
    {
        var diagnosis = Of(Fine with { Kind = kind, IsInterpreterThere = false });
        Assert.Equal(["command kind"], diagnosis.Lacking);
        Assert.Contains(fact, diagnosis.Checks[1].Fact, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 2, false)]
    [InlineData(true, 2, true)]
    [InlineData(false, 1, true)]
    public void File_that_its_user_may_not_read_hides_its_memory_from_all_but_tracers(bool mayTrace, int workers, bool runs) =>
        Assert.Equal(runs, Of(Fine with { IsReadable = false, MayTrace = mayTrace, Workers = workers }).Runs);

    [Fact]
    public void Without_bind_nobody_needs_its_memory() =>
        Assert.True(Of(Fine with { IsReadable = false, Share = ShareMode.Fd }).Runs);

    [Fact]
    public void User_that_pm1_cannot_become_is_missing() => Assert.Equal(
        ["command identity"], Of(Fine with { Identity = new Trial(TrialOutcome.Refused, "why") }).Lacking);

    [Fact]
    public void Node_with_a_script_is_told_how_it_was_found_and_what_is_executed()
    {
        var node = Fine with { Share = ShareMode.Node, NodeOrigin = "node", Executed = "node server.js" };
        Assert.Equal("gets the channel of Node's cluster", Node(node)?.Fact);
        Assert.Equal(
            (Verdict.Ok, "found by npm start; executed: node server.js"),
            (Node(node with { NodeOrigin = "npm start" })!.Verdict, Node(node with { NodeOrigin = "npm start" })!.Fact));
        Assert.DoesNotContain(Of(node with { IsReadable = false }).Checks, check => check.Name == "reach");
    }

    [Theory]
    [InlineData(ShareMode.Bind, "not by Node's cluster: why")]
    [InlineData(ShareMode.Node, "may not listen: why")]
    public void What_only_looks_like_Node_is_served_with_less_and_says_why(ShareMode share, string fact)
    {
        var sight = Fine with { Share = share, WhyNotNode = "why" };
        Assert.Equal((Verdict.Degraded, fact), (Node(sight)!.Verdict, Node(sight)!.Fact));
        Assert.Contains("node --import tsx", Node(sight)!.Hint, StringComparison.Ordinal);
        Assert.True(Of(sight).Runs);
    }

    [Theory]
    [InlineData(ShareMode.Fd, "why")]
    [InlineData(ShareMode.None, "why")]
    [InlineData(ShareMode.Bind, "")]
    public void Who_has_nothing_to_do_with_Node_or_does_not_want_it_hears_nothing_of_it(ShareMode share, string why) =>
        Assert.Null(Node(Fine with { Share = share, WhyNotNode = why }));

    [Fact]
    public void Without_a_command_there_is_a_line_that_says_so() =>
        Assert.Equal(Verdict.Ok, Assert.Single(CommandChecks.Of(null)).Verdict);

    private static Check? Node(CommandSight sight) =>
        CommandChecks.Of(sight).SingleOrDefault(check => check.Name == "node");

    private static Diagnosis Of(CommandSight sight) => new([.. CommandChecks.Of(sight)]);
}
