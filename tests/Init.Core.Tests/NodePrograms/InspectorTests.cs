using Init.Core.NodePrograms;
using Xunit;

namespace Init.Core.Tests.NodePrograms;

public sealed class InspectorTests
{
    [Theory]
    [InlineData("node --inspect server.js x", 9229, "node --inspect --inspect-port=9231 server.js x")]
    [InlineData("node --inspect-brk server.js", 9229, "node --inspect-brk --inspect-port=9231 server.js")]
    [InlineData("node --inspect-wait=9300 server.js", 9300, "node --inspect-wait=9300 --inspect-port=9302 server.js")]
    [InlineData("node --inspect=0.0.0.0 server.js", 9229, "node --inspect=0.0.0.0 --inspect-port=9231 server.js")]
    [InlineData(
        "node --inspect=[::1]:9300 -- server.js", 9300,
        "node --inspect=[::1]:9300 --inspect-port=9302 -- server.js")]
    [InlineData(
        "node --inspect=1 --inspect-port 5 server.js", 5,
        "node --inspect=1 --inspect-port 5 --inspect-port=7 server.js")]
    [InlineData(
        "node --debug-port=5 --inspect server.js", 5,
        "node --debug-port=5 --inspect --inspect-port=7 server.js")]
    [InlineData("node --inspect=65535 server.js", 65535, "node --inspect=65535 --inspect-port=1025 server.js")]
    [InlineData("node --inspect=0 server.js", 0, "node --inspect=0 server.js")]
    [InlineData("node --inspect-port=5 server.js", null, "node --inspect-port=5 server.js")]
    [InlineData("node server.js --inspect", null, "node server.js --inspect")]
    [InlineData("node --inspect-publish-uid=http server.js", null, "node --inspect-publish-uid=http server.js")]
    public void Each_slot_has_an_inspector_port_of_its_own(string command, int? port, string ofSlotTwo)
    {
        var found = NodeCommandFinder.Find(command.Split(' '), new FakeFiles())!;
        Assert.Equal(port, found.InspectorPort);
        Assert.Equal(command.Split(' '), found.Command);
        Assert.Equal(ofSlotTwo, string.Join(' ', found.ForSlot(2)));
    }

    [Fact]
    public void First_slot_has_the_port_that_was_asked_for() => Assert.Equal(
        ["node", "--inspect", "--inspect-port=9229", "server.js"],
        NodeCommandFinder.Find(["node", "--inspect", "server.js"], new FakeFiles())!.ForSlot(0));

    [Fact]
    public void Command_that_hides_Node_is_written_out_where_a_port_must_be_added()
    {
        var files = new FakeFiles()
            .Program("/app/shop", "#!/usr/bin/env -S node --inspect\n").Scripts(("start", "./shop 1"));
        Assert.Equal(
            ["node", "--inspect", "--inspect-port=9230", "server.js"],
            NodeCommandFinder.Find(["sh", "-c", "exec node --inspect server.js"], files)!.ForSlot(1));
        foreach (var command in new string[][] { ["./shop", "1"], ["npm", "start"], ["sh", "-c", "./shop 1"] })
        {
            Assert.Equal(
                ["node", "--inspect", "--inspect-port=9230", "/app/shop", "1"],
                NodeCommandFinder.Find(command, files)!.ForSlot(1));
        }
    }

    [Fact]
    public void Options_of_the_environment_count_below_those_of_the_command()
    {
        var files = new FakeFiles();
        files.Variables["NODE_OPTIONS"] = "--no-warnings --inspect=9400";
        Assert.Equal(9400, NodeCommandFinder.Find(["node", "server.js"], files)!.InspectorPort);
        Assert.Equal(5, NodeCommandFinder.Find(["node", "--inspect=5", "server.js"], files)!.InspectorPort);
        Assert.Null(NodeCommandFinder.Find(["env", "NODE_OPTIONS=", "node", "server.js"], files)!.InspectorPort);
        Assert.Null(NodeCommandFinder.Find(["node", "server.js"], files)!.Over([new("NODE_OPTIONS", "")]).InspectorPort);
        Assert.Equal(
            ["node", "--inspect-port=9401", "server.js"],
            NodeCommandFinder.Find(["node", "server.js"], files)!.ForSlot(1));
    }

    [Fact]
    public void Variables_of_the_command_itself_go_over_those_of_the_app() => Assert.Equal(
        7,
        NodeCommandFinder.Find(["sh", "-c", "NODE_OPTIONS=--inspect=7 node server.js"], new FakeFiles())!
            .Over([new("NODE_OPTIONS", "--inspect=8")]).InspectorPort);

    [Fact]
    public void Command_made_by_hand_is_itself() =>
        Assert.Equal(["node", "x.js"], new NodeCommand(["node", "x.js"], "node").ForSlot(3));
}
