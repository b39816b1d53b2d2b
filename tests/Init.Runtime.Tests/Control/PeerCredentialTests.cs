using Init.Agent;
using Init.Control;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Control;

public sealed class PeerCredentialTests
{
    [Fact]
    public void Kernel_tells_who_the_peer_is()
    {
        using var supervisor = FakeSupervisor.Create();
        var peer = PeerCredential.Of(supervisor.AgentEnd)!.Value;

        Assert.Equal(Environment.ProcessId, peer.Pid);
        Assert.Equal(AgentProcess.OwnUid, peer.Uid);
    }

    [Theory]
    [InlineData(0, 1000, true)]
    [InlineData(1000, 1000, true)]
    [InlineData(1001, 1000, false)]
    [InlineData(1000, 0, false)]
    public void Only_its_own_user_and_root_may_control_pm1(uint peer, uint own, bool may) =>
        Assert.Equal(may, new PeerCredential(1, peer, peer).MayControl(own));
}
