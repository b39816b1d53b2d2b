using System.Globalization;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>A connection that was handed to a worker which died before it took it is handed to another one. Node's own
/// primary forgets such a connection, and its client waits for ever.</summary>
public sealed class HandOverTests
{
    private const int Clients = 200;

    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Connections_that_a_killed_worker_never_took_are_answered_by_its_successor(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 1, ["--balance", "round-robin"], Kit.Run(version, "habits.js", port));
        for (var round = 0; round < 2; round++)
        {
            var victim = Assert.Single(await rolling.Pids());
            var answers = await Stranded(rolling, [victim], port);
            _ = Libc.kill(victim, Signals.KILL);
            await Answered(answers, rolling);
            var successor = Assert.Single(await rolling.Pids());
            Assert.All(answers, answer => Assert.Equal(Server.Text(successor), answer.Result.Answer));
        }
    }

    /// <summary>Where there are others they do not wait for the successor.</summary>
    [Theory]
    [InlineData("round-robin")]
    [InlineData("least-busy")]
    public async Task Connections_that_a_killed_worker_never_took_are_answered_by_the_others(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run("habits.js", port));
        var workers = await rolling.Pids();
        var answers = await Stranded(rolling, workers, port);
        _ = Libc.kill(workers[0], Signals.KILL);
        _ = Libc.kill(workers[1], Signals.KILL);
        _ = Libc.kill(workers[2], Signals.CONT);
        await Answered(answers, rolling);
        Assert.DoesNotContain(answers, answer => answer.Result.Answer == Server.Text(workers[0]));
    }

    /// <summary>The queue of a shared socket is the kernel's, and outlives every worker.</summary>
    [Fact]
    public async Task Connections_in_the_queue_of_a_shared_socket_are_answered_by_the_successor()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 1, [], Kit.Run("habits.js", port));
        var victim = Assert.Single(await rolling.Pids());
        _ = Libc.kill(victim, Signals.STOP);
        var answers = Ask(port);
        await Poll.Until(() => Queue(port) == Clients, Bound.Start, () => $"{Queue(port)} in the queue");
        _ = Libc.kill(victim, Signals.KILL);
        await Answered(answers, rolling);
    }

    /// <summary>Workers that are stopped, and clients that have all been accepted by pm1.</summary>
    private static async Task<Task<(RequestOutcome Outcome, string Answer)>[]> Stranded(
        Rolling rolling, IReadOnlyList<int> workers, int port)
    {
        foreach (var pid in workers)
        {
            _ = Libc.kill(pid, Signals.STOP);
        }

        var answers = Ask(port);
        await Poll.Until(
            () => Connections(port) == Clients && Queue(port) == 0, Bound.Start,
            () => $"{Connections(port)} connections, {Queue(port)} in the queue: {rolling.Pm1.Error.Text}");
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        return answers;
    }

    private static async Task Answered(Task<(RequestOutcome Outcome, string Answer)>[] answers, Rolling rolling)
    {
        var outcomes = (await Task.WhenAll(answers)).GroupBy(answer => answer.Outcome).ToDictionary(same => same.Key, same => same.Count());
        Assert.True(outcomes.GetValueOrDefault(RequestOutcome.Ok) == Clients, $"{string.Join(' ', outcomes)}\n{rolling.Pm1.Error.Text}");
    }

    private static Task<(RequestOutcome Outcome, string Answer)>[] Ask(int port) =>
        [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => Server.Ask(port)))];

    /// <summary>Connections that are open, and of which this port is the server's side.</summary>
    private static int Connections(int port) => Sockets(port, "01").Count();

    /// <summary>What the kernel holds for whoever accepts next.</summary>
    private static int Queue(int port) => Sockets(port, "0A")
        .Sum(words => int.Parse(words[4].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static IEnumerable<string[]> Sockets(int port, string state) => new[] { "/proc/net/tcp", "/proc/net/tcp6" }
        .SelectMany(path => Proc.Read(path).Split('\n').Skip(1))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 4 && words[3] == state && words[1].EndsWith($":{port:X4}", StringComparison.Ordinal));
}
