using Init.Linux.Sockets;
using Xunit;

namespace Init.Linux.Tests.Sockets;

public sealed class PassiveOpensTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Ip: Forwarding\nIp: 1\nTcp: RtoMax MaxConn ActiveOpens PassiveOpens\nTcp: 120000 -1 5 42\n", 42L)]
    [InlineData("Tcp: PassiveOpens X\nTcp: 9223372036854775807 1\n", long.MaxValue)]
    [InlineData("", null)]
    [InlineData("Tcp: PassiveOpens\n", null)]
    [InlineData("Tcp: A PassiveOpens\nTcp: 1\n", null)]
    [InlineData("Tcp: A B\nTcp: 1 2\n", null)]
    [InlineData("Tcp: PassiveOpens\nTcp: -1\n", null)]
    [InlineData("Tcp: PassiveOpens\nTcp: x\n", null)]
    public void Column_is_found_by_its_name(string text, long? count)
    {
        File.WriteAllText(_file, text);
        Assert.Equal(count, PassiveOpens.Read(_file));
    }

    [Fact]
    public void File_that_is_not_there_has_no_count() => Assert.Null(PassiveOpens.Read("/proc/self/net/nothing"));

    [Fact]
    public void This_kernel_counts() => Assert.NotNull(PassiveOpens.Read());
}
