using System.Net;
using Init.Linux.Interop;
using Init.Linux.Sockets;
using Xunit;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Linux.Tests.Sockets;

public sealed class SocketAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", 80, 16, "127.0.0.1:80")]
    [InlineData("0.0.0.0", 65535, 16, "0.0.0.0:65535")]
    [InlineData("::", 1, 28, "[::]:1")]
    [InlineData("::ffff:1.2.3.4", 443, 28, "[::ffff:1.2.3.4]:443")]
    [InlineData("fe80::1%7", 9, 28, "[fe80::1%7]:9")]
    public void Ip_address_is_read_as_it_was_written(string ip, int port, int bytes, string text)
    {
        var address = SocketAddress.OfIp(IPAddress.Parse(ip), port);
        var buffer = new byte[SocketAddress.BytesMax];
        Assert.Equal(bytes, address.Write(buffer));
        Assert.Equal(address, SocketAddress.Read(buffer.AsSpan(0, bytes)));
        Assert.Equal(address, SocketAddress.Read(buffer));
        Assert.Equal(text, address.ToString());
    }

    [Fact]
    public void Ipv6_without_a_scope_is_an_address_too()
    {
        var address = SocketAddress.OfIp(IPAddress.IPv6Loopback, 5);
        var buffer = new byte[SocketAddress.BytesMax];
        address.Write(buffer);
        Assert.Equal(address, SocketAddress.Read(buffer.AsSpan(0, 24)));
        Assert.Null(SocketAddress.Read(buffer.AsSpan(0, 23)));
    }

    [Theory]
    [InlineData("/run/x.sock", 2 + 11 + 1)]
    [InlineData("@name", 2 + 5)]
    public void Path_is_written_as_the_kernel_takes_it(string path, int bytes)
    {
        var buffer = new byte[SocketAddress.BytesMax];
        Array.Fill(buffer, (byte)0xff);
        Assert.Equal(bytes, SocketAddress.OfPath(path).Write(buffer));
        Assert.Equal(C.AF_UNIX, buffer[0]);
        Assert.Equal(path[0] == '@' ? 0 : path[0], buffer[2]);
        Assert.Equal(0, buffer[2 + path.Length]);
    }

    [Fact]
    public void Longest_path_fits_and_a_longer_one_is_refused()
    {
        var buffer = new byte[SocketAddress.BytesMax];
        Assert.Equal(110, SocketAddress.OfPath(new string('x', SocketAddress.PathBytesMax)).Write(buffer));
        Assert.Equal(109, SocketAddress.OfPath("@" + new string('x', SocketAddress.PathBytesMax - 1)).Write(buffer));
        Assert.Throws<ArgumentException>(() => SocketAddress.OfPath(new string('x', SocketAddress.PathBytesMax + 1)).Write(buffer));
        Assert.Throws<ArgumentException>(() => SocketAddress.OfPath(new string('ä', 60)).Write(buffer));
    }

    [Fact]
    public void Any_bytes_are_an_address_or_none()
    {
        var chance = new Random(1);
        var buffer = new byte[SocketAddress.BytesMax];
        for (var i = 0; i < 20_000; i++)
        {
            chance.NextBytes(buffer);
            buffer[0] = (byte)chance.Next(12);
            buffer[1] = (byte)(chance.Next(4) == 0 ? 1 : 0);
            if (SocketAddress.Read(buffer.AsSpan(0, chance.Next(buffer.Length + 1))) is { } address)
            {
                Assert.NotEmpty(address.ToString());
                var written = new byte[SocketAddress.BytesMax];
                Assert.Equal(address, SocketAddress.Read(written.AsSpan(0, address.Write(written))));
            }
        }
    }
}
