using Init.Core.Config;
using Init.Core.NodePrograms;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Config;

/// <summary>What concerns Node's channel, from what was written to the spec.</summary>
public sealed class ChannelSpecTests
{
    private static readonly SpecInput Node = Inputs.Of("node", "app.js") with
    {
        FindNode = (command, _) => new NodeCommand(command, "node"),
    };

    [Fact]
    public void Program_that_is_not_nodes_has_no_channel()
    {
        var app = Ok(Inputs.Of("x"));
        Assert.Equal((ShareMode.Bind, Balance.Queue, StopBy.Signal), (app.Share, app.Balance, app.StopBy));
        Assert.Equal((HeartbeatBy.Notify, (TimeSpan?)null), (app.HeartbeatBy, app.Heartbeat));
        Assert.True(app is { HasChannel: false, IsDispatched: false, Ipc: false, Node: null, Weights: [] });
        Assert.Equal(("", ""), (app.InstanceVariable, app.IncrementVariable));
    }

    [Fact]
    public void Program_of_nodes_gets_the_channel_one_socket_for_all_and_a_heartbeat()
    {
        var app = Ok(Node);
        Assert.Equal((ShareMode.Node, Balance.Shared, StopBy.Signal), (app.Share, app.Balance, app.StopBy));
        Assert.Equal((HeartbeatBy.Channel, (TimeSpan?)TimeSpan.FromSeconds(10)), (app.HeartbeatBy, app.Heartbeat));
        Assert.True(app is { HasChannel: true, IsDispatched: false, Node: not null });
    }

    [Theory]
    [InlineData("ports", "80", ShareMode.Bind)]
    [InlineData("private", "80", ShareMode.Bind)]
    [InlineData("balance", "queue", ShareMode.Bind)]
    [InlineData("restart", "on-failure", ShareMode.Bind)]
    [InlineData("restart", "never", ShareMode.Bind)]
    [InlineData("restart", "always", ShareMode.Node)]
    [InlineData("balance", "least-busy", ShareMode.Node)]
    [InlineData("listen", ":80", ShareMode.Fd)]
    [InlineData("share", "bind", ShareMode.Bind)]
    [InlineData("share", "none", ShareMode.None)]
    public void Auto_is_node_unless_something_else_was_meant(string key, string text, ShareMode share) =>
        Assert.Equal(share, Ok(Inputs.Flag(Node, (Find(key), text))).Share);

    [Fact]
    public void Node_program_is_looked_for_with_its_directory_and_forgotten_where_nobody_asks()
    {
        (IReadOnlyList<string>, string?)? asked = null;
        var input = Node with
        {
            FindNode = (command, directory) =>
            {
                asked = (command, directory);
                return new NodeCommand(command, "node");
            },
        };
        Assert.Null(Ok(Inputs.Flag(input, (Settings.Share, "bind"), (Settings.Cwd, "/srv"))).Node);
        Assert.Equal(["node", "app.js"], asked?.Item1);
        Assert.Equal("/srv", asked?.Item2);
        Assert.NotNull(Ok(Inputs.Flag(input, (Settings.Share, "bind"), (Settings.Ipc, "on"))).Node);
    }

    [Theory]
    [InlineData("rr", Balance.RoundRobin)]
    [InlineData("none", Balance.Shared)]
    [InlineData("", Balance.Shared)]
    [InlineData("RR", Balance.Shared)]
    public void Scheduling_policy_of_node_itself_is_the_default(string value, Balance balance)
    {
        var input = Inputs.Env(Node, ("NODE_CLUSTER_SCHED_POLICY", value));
        Assert.Equal(balance, Ok(input).Balance);
        Assert.Equal(Balance.LeastBusy, Ok(Inputs.Flag(input, (Settings.Balance, "least-busy"))).Balance);
        Assert.Equal(Balance.Queue, Ok(Inputs.Flag(input, (Settings.Share, "bind"))).Balance);
    }

    [Theory]
    [InlineData("shared", false)]
    [InlineData("round-robin", true)]
    [InlineData("least-busy", true)]
    public void Balance_says_who_accepts(string balance, bool isDispatched) =>
        Assert.Equal(isDispatched, Ok(Inputs.Flag(Node, (Settings.Balance, balance))).IsDispatched);

    [Fact]
    public void Every_setting_arrives()
    {
        var app = Ok(Inputs.Flag(
            Node, (Settings.Balance, "round-robin"), (Settings.Weights, "3, 1,1000"), (Settings.StopBy, "disconnect"),
            (Settings.HeartbeatBy, "message"), (Settings.Heartbeat, "2s"), (Settings.InstanceVar, "ID"),
            (Settings.IncrementVar, "PORT_2")));
        Assert.Equal([3, 1, 1000], app.Weights);
        Assert.Equal((StopBy.Disconnect, HeartbeatBy.Message), (app.StopBy, app.HeartbeatBy));
        Assert.Equal(TimeSpan.FromSeconds(2), app.Heartbeat);
        Assert.Equal(("ID", "PORT_2"), (app.InstanceVariable, app.IncrementVariable));
    }

    [Theory]
    [InlineData("off", null, null)]
    [InlineData("1m", null, 60d)]
    [InlineData(null, "auto", 10d)]
    [InlineData(null, "channel", 10d)]
    [InlineData(null, "message", null)]
    [InlineData(null, "notify", null)]
    [InlineData("3s", "notify", 3d)]
    public void Heartbeat_is_off_or_as_it_was_written_or_the_default(string? heartbeat, string? by, double? seconds)
    {
        var flags = new List<(Setting, string)>();
        flags.AddRange(heartbeat is null ? [] : [(Settings.Heartbeat, heartbeat)]);
        flags.AddRange(by is null ? [] : [(Settings.HeartbeatBy, by)]);
        Assert.Equal(seconds, Ok(Inputs.Flag(Node, [.. flags])).Heartbeat?.TotalSeconds);
    }

    [Fact]
    public void Whoever_debugs_is_not_replaced()
    {
        var input = Inputs.Of("node", "--inspect", "app.js") with { FindNode = Node.FindNode };
        Assert.Null(Ok(input).Heartbeat);
        Assert.Equal(TimeSpan.FromSeconds(1), Ok(Inputs.Flag(input, (Settings.Heartbeat, "1s"))).Heartbeat);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("off", false)]
    public void Channel_may_be_had_without_a_cluster(string ipc, bool hasIt)
    {
        var app = Ok(Inputs.Flag(Inputs.Of("x"), (Settings.Ipc, ipc)));
        Assert.Equal((hasIt, hasIt, ShareMode.Bind), (app.Ipc, app.HasChannel, app.Share));
        Assert.Equal(hasIt ? HeartbeatBy.Channel : HeartbeatBy.Notify, app.HeartbeatBy);
        Assert.Null(app.Heartbeat);
    }

    public static TheoryData<string, string, string> Problems => new()
    {
        { "share=node balance=queue", "--balance", "is no balance of share node" },
        { "share=bind balance=shared", "--balance", "is no balance of share bind" },
        { "share=bind balance=round-robin", "--balance", "is no balance of share bind" },
        { "share=none balance=least-busy", "--balance", "is no balance of share none" },
        { "weights=1,1", "--weights", "workers accept for themselves" },
        { "balance=shared weights=1,1", "--weights", "workers accept for themselves" },
        { "balance=round-robin weights=", "--weights", "not a list of weights" },
        { "balance=round-robin weights=0", "--weights", "not a list of weights" },
        { "balance=round-robin weights=1001", "--weights", "not a list of weights" },
        { "balance=round-robin weights=-1", "--weights", "not a list of weights" },
        { "balance=round-robin weights=1,,2", "--weights", "not a list of weights" },
        { "balance=round-robin weights=1;2", "--weights", "not a list of weights" },
        { "balance=round-robin weights=99999999999", "--weights", "not a list of weights" },
        { "ipc=on", "--ipc", "has the channel already" },
        { "ipc=maybe", "--ipc", "neither on nor off" },
        { "share=fd listen=:81 ipc=on", "--ipc", "descriptor 3, is taken" },
        { "share=bind stopBy=message", "--stop-by", "no channel to say it on" },
        { "share=bind stopBy=disconnect", "--stop-by", "no channel to say it on" },
        { "share=bind ipc=on stopBy=disconnect", "--stop-by", "part of a cluster" },
        { "stopBy=kindly", "--stop-by", "not a way to stop" },
        { "share=bind heartbeatBy=channel", "--heartbeat-by", "no channel to ask on" },
        { "share=none heartbeatBy=message", "--heartbeat-by", "no channel to ask on" },
        { "heartbeatBy=drum", "--heartbeat-by", "not a kind of heartbeat" },
        { "instanceVar=1A", "--instance-var", "not the name of a variable" },
        { "incrementVar=A-B", "--increment-var", "not the name of a variable" },
        { "instanceVar=", "--instance-var", "not the name of a variable" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_cannot_be_is_one_problem_with_what_to_do(string flags, string origin, string message)
    {
        var written = flags.Split(' ').Select(flag => flag.Split('=')).Select(pair => (Find(pair[0]), pair[1]));
        var problem = Assert.Single(SpecBuilder.Build(Inputs.Flag(Node, [.. written])).Problems);
        Assert.Equal(origin, problem.Origin);
        Assert.Contains(message, problem.Message);
        Assert.NotEqual("", problem.Hint);
    }

    private static Setting Find(string key) => Settings.All.Single(setting => setting.Key == key);

    private static AppSpec Ok(SpecInput input)
    {
        var outcome = SpecBuilder.Build(input);
        Assert.Empty(outcome.Problems);
        return outcome.Spec!.App;
    }
}
