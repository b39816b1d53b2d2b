using Init.Core.Config;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class ControlSocketPathsTests
{
    [Fact]
    public void Runtime_directory_comes_first_and_the_abstract_name_last()
    {
        var environment = new Dictionary<string, string> { ["PM1_RUNTIME_DIR"] = "/var/x/" };
        Assert.Equal(
            ["/var/x/pm1.sock", "/run/pm1/pm1.sock", "/tmp/pm1-12345/pm1.sock", "@pm1/4026531836/12345"],
            ControlSocketPaths.Candidates(environment, 12345, 4026531836));
    }

    [Fact]
    public void Without_a_runtime_directory_three_places_are_left() =>
        Assert.Equal(3, ControlSocketPaths.Candidates(new Dictionary<string, string>(), 0, 1).Count);
}
