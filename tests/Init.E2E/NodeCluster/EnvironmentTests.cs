using System.Text.Json;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>What a worker of Node's finds in its environment: what programs that knew PM2 look for.</summary>
public sealed class EnvironmentTests
{
    private static readonly string[] Names =
        ["NODE_APP_INSTANCE", "pm_id", "name", "exec_mode", "PORT", "WHO", "NODE_CHANNEL_FD", "NODE_UNIQUE_ID", "PM1_WORKER_SLOT"];

    [Fact]
    public async Task Worker_knows_its_place()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 3, [], Kit.Run("environment.js", [port, .. Names]));
        var seen = await Seen(rolling, port);
        Assert.Equal(["0", "1", "2"], seen.Select(each => Text(each, "NODE_APP_INSTANCE")));
        Assert.Equal(["0", "1", "2"], seen.Select(each => Text(each, "PM1_WORKER_SLOT")));
        Assert.Equal(["0", "1", "2"], seen.Select(each => Text(each, "pm_id")).Order());
        Assert.All(seen, each => Assert.Equal(Clustered.Name, Text(each, "name")));
        Assert.All(seen, each => Assert.Equal("cluster_mode", Text(each, "exec_mode")));
    }

    [Fact]
    public async Task Place_is_kept_by_the_next_worker()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run("environment.js", [port, .. Names]));
        await rolling.Reload();
        await rolling.Has(2);
        _ = Libc.kill((await rolling.Pids())[1], Signals.KILL);
        await rolling.Until(app => app.GetProperty("workers")[1].GetProperty("restarts").GetInt32() > 0
            && app.GetProperty("ready").GetInt32() == 2);
        Assert.Equal(["0", "1"], (await Seen(rolling, port)).Select(each => Text(each, "NODE_APP_INSTANCE")));
    }

    [Fact]
    public async Task Variable_of_the_instance_and_one_that_is_counted_up_can_be_chosen()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--instance-var", "WHO", "--increment-var", "PORT"], Kit.Run("environment.js", [port, .. Names]),
            launch => launch.With("PORT", "4000"));
        var seen = (await Seen(rolling, port)).OrderBy(each => Text(each, "WHO")).ToArray();
        Assert.Equal(["0", "1", "2"], seen.Select(each => Text(each, "WHO")));
        Assert.Equal(["4000", "4001", "4002"], seen.Select(each => Text(each, "PORT")));
    }

    /// <summary>They are Node's alone, and it takes them away itself; those that pm1 was started with are not passed on.</summary>
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Variables_of_the_channel_are_for_nobody_else(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, [], Kit.Run(version, "environment.js", [port, .. Names]),
            launch => launch.With("NODE_CHANNEL_FD", "77").With("NODE_UNIQUE_ID", "77").With("NODE_CHANNEL_SERIALIZATION_MODE", "advanced"));
        foreach (var each in await Seen(rolling, port))
        {
            Assert.Null(Text(each, "NODE_CHANNEL_FD"));
            Assert.Null(Text(each, "NODE_UNIQUE_ID"));
            Assert.Equal(0, each.GetProperty("grandchild").GetArrayLength());
        }
    }

    [Fact]
    public async Task Arguments_are_the_programs_own()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var command = Kit.Run("environment.js", port, "A", "-w", "--share", "a b");
        await using var rolling = await Clustered.Serving(folder, 1, [], command);
        var argv = Assert.Single(await Seen(rolling, port)).GetProperty("argv").EnumerateArray().Select(word => word.GetString());
        Assert.Equal(command[1..], argv);
    }

    /// <summary>What every worker answers, in the order of the slots.</summary>
    private static async Task<JsonElement[]> Seen(Rolling rolling, int port)
    {
        var pids = await rolling.Pids();
        var answers = await Server.Answers(port, pids.Count, () => rolling.Pm1.Error.Text);
        return [.. answers.Select(Read).OrderBy(answer => pids.ToList().IndexOf(answer.GetProperty("pid").GetInt32()))];
    }

    private static JsonElement Read(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.Clone();
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty("seen").GetProperty(name).GetString();
}
