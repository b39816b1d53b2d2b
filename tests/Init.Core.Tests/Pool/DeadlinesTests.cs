using Init.Core.Pool;
using Xunit;

namespace Init.Core.Tests.Pool;

public class DeadlinesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_earliest_counts_and_what_is_not_set_does_not() =>
        Assert.Equal(Soon, Deadlines.Earliest(null, Late, null, Soon, Late, null));

    [Fact]
    public void Nothing_is_due_where_nothing_is_set() => Assert.Null(Deadlines.Earliest(null, null));
}
