using Init.Linux.Processes;
using Xunit;

namespace Init.Linux.Tests.Processes;

public sealed class DescriptorLimitTests
{
    [Fact]
    public void Limit_is_read_and_what_is_taken_is_what_is_there()
    {
        var now = DescriptorLimit.Current!.Value;

        Assert.InRange(now.Soft, 1ul, now.Hard);
        Assert.Equal(0, now.Take());
        Assert.Equal(now, DescriptorLimit.Current);
    }

    [Fact]
    public void Limit_that_contradicts_itself_is_refused() =>
        Assert.Equal(Errno.EINVAL, new DescriptorLimit(2, 1).Take());
}
