using Init.Runtime.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Sharing;

public sealed class BindBrokerTests
{
    [Fact]
    public void Thread_ends_with_the_broker()
    {
        using var events = new EventQueue<SharingEvent>();
        var sockets = new SharedSockets();
        var broker = new BindBroker(new BindJudge(new SharingRules(Apps.Of()), sockets, events), sockets);
        broker.Start();
        Assert.True(broker.IsRunning);

        broker.Dispose();

        Assert.False(broker.IsRunning);
    }
}
