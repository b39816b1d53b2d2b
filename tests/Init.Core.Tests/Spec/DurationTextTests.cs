using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Spec;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("168h", 604_800_000)]
    public void Duration_is_read(string text, long milliseconds)
    {
        Assert.True(DurationText.Parse(text).Succeeded(out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("", "is not a duration")]
    [InlineData("s", "is not a duration")]
    [InlineData("-1s", "is not a duration")]
    [InlineData("2 s", "has no unit")]
    [InlineData("30", "has no unit")]
    [InlineData("1x", "is not a duration")]
    [InlineData("30s1m", "is not a duration")]
    [InlineData("1s1s", "is not a duration")]
    [InlineData("1..5s", "is not a duration")]
    [InlineData("169h", "is too long")]
    [InlineData("99999999999999999999999s", "is too long")]
    [InlineData("99999999999999999999999999999999999999999999s", "is not a duration")]
    public void What_is_no_duration_is_a_fault(string text, string problem) =>
        Assert.Contains(problem, DurationText.Parse(text).Fault?.Problem);

    [Fact]
    public void Plain_number_gets_the_right_hint() =>
        Assert.Equal("write 30s for seconds", DurationText.Parse("30").Fault?.Instead);

    [Theory]
    [InlineData("3s..15s", 3, 15)]
    [InlineData("0s..0s", 0, 0)]
    [InlineData("5s", 5, 5)]
    public void Range_is_read(string text, int min, int max)
    {
        Assert.True(DelayRange.Parse(text).Succeeded(out var range));
        Assert.Equal(new DelayRange(TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max)), range);
    }

    [Theory]
    [InlineData("15s..3s")]
    [InlineData("3s..")]
    [InlineData("..3s")]
    [InlineData("3s...15s")]
    [InlineData("3..15")]
    [InlineData("")]
    public void What_is_no_range_is_a_fault(string text) => Assert.NotNull(DelayRange.Parse(text).Fault);
}
