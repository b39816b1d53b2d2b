using Init.Runtime.Doctor;
using Xunit;

namespace Init.Runtime.Tests.Doctor;

public sealed class BoundedTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void What_is_found_is_given() => Assert.Equal("found", Bounded.Look(() => "found", why => why, Long));

    [Fact]
    public void Look_that_breaks_is_said_and_breaks_nothing_else() => Assert.Equal(
        "InvalidOperationException: no", Bounded.Look<string>(() => throw new InvalidOperationException("no"), why => why, Long));

    [Fact]
    public void Look_that_never_ends_is_left()
    {
        using var never = new ManualResetEventSlim();
        Assert.StartsWith("no answer within", Bounded.Look(
            () =>
            {
                never.Wait();
                return "found";
            },
            why => why, TimeSpan.FromMilliseconds(20)), StringComparison.Ordinal);
        never.Set();
    }
}
