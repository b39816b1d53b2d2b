using Init.Core.InitMode;
using Xunit;

namespace Init.Core.Tests.InitMode;

public sealed class CodeMapTests
{
    [Fact]
    public void Later_rule_wins_and_a_result_is_not_looked_up_again()
    {
        var map = new CodeMap([(1, 2), (2, 3), (1, 4)]);
        Assert.Equal([4, 3, 3, 5], new[] { map[1], map[2], map[3], map[5] });
    }
}
