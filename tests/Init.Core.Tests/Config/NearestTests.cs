using Init.Core.Config;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class NearestTests
{
    [Theory]
    [InlineData("wrokers", "workers")]
    [InlineData("worker", "workers")]
    [InlineData("ready-timeout", "readyTimeout")]
    [InlineData("READY_TIMEOUT", "readyTimeout")]
    [InlineData("port", "ports")]
    [InlineData("frobnicate", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Near_name_is_found(string name, string? near) =>
        Assert.Equal(near, Nearest.Of(name, Settings.All.Select(setting => setting.Key)));
}
