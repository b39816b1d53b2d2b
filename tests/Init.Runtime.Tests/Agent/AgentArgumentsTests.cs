using Init.Agent;
using Xunit;

namespace Init.Runtime.Tests.Agent;

public sealed class AgentArgumentsTests
{
    [Fact]
    public void Doors_are_optional_and_order_is_free()
    {
        Assert.Equal(new AgentArguments(3, 4, 5), AgentArguments.Parse(["admin=4", "link=3", "control=5"]));
        Assert.Equal(new AgentArguments(7, null, null), AgentArguments.Parse(["link=7"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("admin=4")]
    [InlineData("link=2")]
    [InlineData("link=x")]
    [InlineData("link=3 link=4")]
    [InlineData("link=3 other=4")]
    [InlineData("link=3 admin=-4")]
    public void What_no_supervisor_passes_is_refused(string args) =>
        Assert.Null(AgentArguments.Parse(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
