using Init.Core.Config;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class ControlSocketPathsTests
{
    [Fact]
    public void Runtime_directory_is_the_only_place_when_it_is_named()
    {
        var environment = new Dictionary<string, string> { ["PM1_RUNTIME_DIR"] = "/var/x/" };
        Assert.Equal(["/var/x/pm1.sock"], ControlSocketPaths.Candidates(environment, 12345, 4026531836));
    }

    [Fact]
    public void Without_a_runtime_directory_the_abstract_name_comes_last() => Assert.Equal(
        ["/run/pm1/pm1.sock", "/tmp/pm1-12345/pm1.sock", "@pm1/4026531836/12345"],
        ControlSocketPaths.Candidates(new Dictionary<string, string>(), 12345, 4026531836));
}
