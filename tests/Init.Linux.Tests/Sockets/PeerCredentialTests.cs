using System.Net.Sockets;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Linux.Tests.Sockets;

public sealed class PeerCredentialTests
{
    [Fact]
    public void Kernel_tells_who_the_peer_is()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        using (ours)
        using (var socket = new Socket(new SafeSocketHandle(theirs.Release(), ownsHandle: true)))
        {
            Assert.Equal(new PeerCredential(Environment.ProcessId, Self.Uid), PeerCredential.Of(socket));
        }
    }

    [Fact]
    public void Peer_of_a_socket_that_has_none_is_unknown()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.False(PeerCredential.Of(socket)?.IsRootOr(Self.Uid) ?? false);
    }

    [Theory]
    [InlineData(0, 1000, true)]
    [InlineData(1000, 1000, true)]
    [InlineData(1001, 1000, false)]
    [InlineData(1000, 0, false)]
    public void Only_root_and_ones_own_user_are_trusted(uint peer, uint own, bool trusted) =>
        Assert.Equal(trusted, new PeerCredential(1, peer).IsRootOr(own));
}
