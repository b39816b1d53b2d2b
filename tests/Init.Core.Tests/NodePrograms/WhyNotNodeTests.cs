using Init.Core.NodePrograms;
using Xunit;

namespace Init.Core.Tests.NodePrograms;

/// <summary>Whoever expects Node's cluster and does not get it is told why.</summary>
public sealed class WhyNotNodeTests
{
    [Theory]
    [InlineData("node -e 1", "no script")]
    [InlineData("node --watch server.js", "in another process")]
    [InlineData("node missing.js", "there is no script missing.js")]
    [InlineData("node bin/tsx server.ts", "tsx starts the program in another process")]
    [InlineData("npm install", "what npm would execute cannot be seen")]
    [InlineData("npm run job", "npm run job is not Node with a script")]
    [InlineData("npm run two", "npm run two is not one plain command")]
    [InlineData("npm run watch", "in another process")]
    [InlineData("tool", "no script")]
    public void Reason_is_the_innermost(string command, string why)
    {
        var files = new FakeFiles().File("/app/bin/tsx").Program("/usr/bin/tool", "#!/usr/bin/env -S node --test\n").Scripts(
            ("job", "python3 job.py"), ("two", "node a.js && node b.js"), ("watch", "node --watch server.js"));
        Assert.Contains(why, NodeCommandFinder.WhyNot(command.Split(' '), files), StringComparison.Ordinal);
        Assert.Null(NodeCommandFinder.Find(command.Split(' '), files));
    }

    [Fact]
    public void Shell_is_a_reason_only_where_it_has_to_do_with_Node()
    {
        Assert.Contains("one plain command", Of("sh", "-c", "cd x && node server.js"), StringComparison.Ordinal);
        Assert.Equal("", Of("sh", "-c", "cd x && python3 server.py"));
        Assert.Equal("", Of("sh", "-c", "python3 server.py"));
    }

    [Theory]
    [InlineData("node server.js")]
    [InlineData("npm start")]
    [InlineData("python3 server.py")]
    [InlineData("missing")]
    public void What_is_found_or_has_nothing_to_do_with_Node_has_no_reason(string command) =>
        Assert.Equal("", Of(command.Split(' ')));

    [Fact]
    public void Package_that_is_not_there_is_a_reason() =>
        Assert.Equal("there is no package.json in /app", NodeCommandFinder.WhyNot(["npm", "start"], new FakeFiles()));

    private static string Of(params string[] command) =>
        NodeCommandFinder.WhyNot(command, new FakeFiles().Scripts(("start", "node server.js")));
}
