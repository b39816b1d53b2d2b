using System.Net;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;
using Xunit;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Tests.Sharing;

public sealed class SharingRulesTests
{
    [Theory]
    [InlineData("", "", SocketKind.Tcp, true)]
    [InlineData("", "", SocketKind.Mptcp, true)]
    [InlineData("", "", SocketKind.Udp, false)]
    [InlineData("", "", SocketKind.UnixStream, false)]
    [InlineData("", "80", SocketKind.Tcp, false)]
    [InlineData("", "udp:80", SocketKind.Tcp, true)]
    [InlineData("80", "", SocketKind.Tcp, true)]
    [InlineData("81", "", SocketKind.Tcp, false)]
    [InlineData("udp:80", "", SocketKind.Udp, true)]
    [InlineData("udp:80", "", SocketKind.Tcp, false)]
    [InlineData("80", "80", SocketKind.Tcp, false)]
    public void Port_is_shared_by_name_and_by_kind(string ports, string privates, SocketKind kind, bool isShared) =>
        Assert.Equal(isShared, new SharingRules(Apps.Of(List(ports), List(privates)))
            .Shares(kind, SocketAddress.OfIp(IPAddress.Any, 80)));

    [Fact]
    public void Port_of_the_kernels_choice_and_a_path_are_never_shared()
    {
        Assert.False(SharingRules.MayShare(SocketAddress.OfIp(IPAddress.Any, 0)));
        Assert.False(SharingRules.MayShare(SocketAddress.OfPath("/x")));
        Assert.True(SharingRules.MayShare(SocketAddress.OfIp(IPAddress.IPv6Any, 1)));
    }

    private static string[] List(string text) => text.Length == 0 ? [] : text.Split(' ');
}
