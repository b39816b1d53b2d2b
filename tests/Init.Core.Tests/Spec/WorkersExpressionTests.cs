using Init.Core.Config;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Spec;

public sealed class WorkersExpressionTests
{
    [Theory]
    [InlineData("auto", 1.5, 8, 2, WorkersSource.Quota)]
    [InlineData("auto", 2, 8, 2, WorkersSource.Quota)]
    [InlineData("auto", 0.1, 8, 1, WorkersSource.Quota)]
    [InlineData("auto", 0, 8, 8, WorkersSource.Affinity)]
    [InlineData("auto", 16, 8, 8, WorkersSource.Affinity)]
    [InlineData("auto", 8, 8, 8, WorkersSource.Quota)]
    [InlineData("auto", 0, 0, 1, WorkersSource.Affinity)]
    [InlineData("auto", 1e300, 4, 4, WorkersSource.Affinity)]
    [InlineData("max", 1.5, 8, 8, WorkersSource.Affinity)]
    [InlineData("max-1", 1.5, 8, 7, WorkersSource.Affinity)]
    [InlineData("4", 1.5, 8, 4, WorkersSource.Explicit)]
    [InlineData("1024", 1.5, 8, 1024, WorkersSource.Explicit)]
    [InlineData("50%", 4, 8, 2, WorkersSource.Quota)]
    [InlineData("50%", 2.5, 8, 2, WorkersSource.Quota)]
    [InlineData("50%", 0, 1, 1, WorkersSource.Affinity)]
    [InlineData("150%", 0, 4, 6, WorkersSource.Affinity)]
    [InlineData("2n+1", 1.5, 8, 5, WorkersSource.Quota)]
    [InlineData("n", 0, 3, 3, WorkersSource.Affinity)]
    [InlineData("auto-1", 4, 8, 3, WorkersSource.Quota)]
    [InlineData("auto-1", 1, 8, 1, WorkersSource.Quota)]
    [InlineData("auto-9", 2, 8, 1, WorkersSource.Quota)]
    [InlineData("1024n+1024", 0, 2000, 1024, WorkersSource.Affinity)]
    public void Expression_is_worth(string text, double quota, int affinity, int workers, WorkersSource source)
    {
        Assert.True(WorkersExpression.Parse(text).Succeeded(out var expression));
        Assert.Equal((workers, source), expression.Evaluate(quota, affinity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1025")]
    [InlineData("99999999999")]
    [InlineData("0%")]
    [InlineData("%")]
    [InlineData("0n")]
    [InlineData("2n+")]
    [InlineData("2n+x")]
    [InlineData("4+1")]
    [InlineData("auto+1-1")]
    [InlineData("Auto")]
    [InlineData(" 4")]
    public void What_is_no_expression_is_a_fault(string text) => Assert.NotNull(WorkersExpression.Parse(text).Fault);

    [Theory]
    [InlineData("-1", "auto-1")]
    [InlineData("2000", "at most 1024")]
    [InlineData("0", "at least 1")]
    public void Fault_says_what_to_write(string text, string instead) =>
        Assert.Contains(instead, WorkersExpression.Parse(text).Fault?.Instead);
}
