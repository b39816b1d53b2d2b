using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>Who gets the next connection.</summary>
public sealed class BalanceTests
{
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Round_robin_gives_each_worker_as_many_as_any_other(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", "round-robin"], Kit.Run(version, "habits.js", port));
        var answers = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add((await Server.Ask(port)).Answer);
        }

        Assert.Equal([10, 10, 10], answers.GroupBy(pid => pid).Select(pid => pid.Count()));
    }

    /// <summary>Two are kept busy by connections that stay, so all that is new goes to the third.</summary>
    [Fact]
    public async Task Least_busy_gives_the_next_one_to_whoever_has_fewest()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", "least-busy"], Kit.Run("net.js", port));
        var kept = new List<Line>();
        try
        {
            for (var i = 0; i < 9; i++)
            {
                kept.Add(await Line.To(port));
            }

            Assert.Equal([3, 3, 3], kept.GroupBy(line => line.Pid).Select(same => same.Count()));

            // Where two have closed, the next two go.
            var free = kept[0].Pid;
            foreach (var line in kept.Where(line => line.Pid == free).Take(2).ToArray())
            {
                await line.Close();
                kept.Remove(line);
            }

            // How many a worker has is counted now and then: until then the next ones go round, never two to the same.
            await Poll.Until(
                async () =>
                {
                    using var one = await Line.To(port);
                    using var other = await Line.To(port);
                    return one.Pid == free && other.Pid == free;
                },
                Bound.Answer, () => $"{free} has two fewer and gets none");
        }
        finally
        {
            foreach (var line in kept)
            {
                line.Dispose();
            }
        }
    }

    [Fact]
    public async Task Balance_that_is_none_of_Nodes_is_a_wrong_command_line()
    {
        var ended = await Launch.Finish(Launch.Run(["--share", "node", "--balance", "queue"], Kit.Run("net.js", 0)));
        Assert.Equal(2, ended.Code);
        Assert.Contains("--balance", ended.Error, StringComparison.Ordinal);
    }
}
