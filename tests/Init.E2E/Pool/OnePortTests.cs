using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>Programs that know nothing of pm1, three of each, on one port.</summary>
public sealed class OnePortTests
{
    private const int Workers = 3;

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    [InlineData("nginx")]
    [InlineData("aspnet")]
    [InlineData("c")]
    public Task Three_workers_serve_one_port(string program) => AllAnswer(program, []);

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    [InlineData("nginx")]
    [InlineData("aspnet")]
    [InlineData("c")]
    public Task Three_workers_serve_one_port_without_any_privilege(string program) =>
        AllAnswer(program, Wrap.Unprivileged);

    [Fact]
    public Task Three_workers_of_PID_1_serve_one_port() => AllAnswer("node", Wrap.PidNamespace, ownPids: false);

    [Fact]
    public Task Three_workers_of_PID_1_serve_one_port_without_any_privilege() =>
        AllAnswer("node", [.. Wrap.PidNamespace, .. Wrap.Unprivileged], ownPids: false);

    [Fact]
    public async Task A_listener_that_a_grandchild_binds_is_shared_too()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "3"], Server.C("forked", port)).Start(folder);
        var answers = await Server.Answers(port, Workers, () => pm1.Error.Text);
        Assert.All(answers, pid => Assert.DoesNotContain(Number(pid), pm1.Workers));
    }

    private static async Task AllAnswer(string program, string[] wrapper, bool ownPids = true)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "3"], Server.Named(program, port, folder))
            .Under(wrapper).Start(folder);
        var answers = await Server.Answers(port, Workers, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        Assert.Equal(Workers, answers.Count);
        if (ownPids)
        {
            // nginx answers with the pid of its own worker, which is below the one that pm1 started.
            var slots = answers.Select(pid => pm1.Workers.Single(worker => Proc.IsDescendant(Number(pid), worker)));
            Assert.Equal(Workers, slots.Distinct().Count());
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
