using Init.Runtime.Doctor;
using Xunit;

namespace Init.Runtime.Tests.Doctor;

public sealed class TrialReportTests
{
    [Fact]
    public void What_a_child_writes_is_read_again()
    {
        var report = TrialReport.Read(
            TrialReport.FileLine(2, 13) + TrialReport.FileLine(0, 0) + TrialReport.BindLine(0, 4711));
        Assert.Equal([(2, 13), (0, 0)], report.Files);
        Assert.Equal((0, 4711), (report.BindError!.Value, report.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("file 1\nfile x y\nbind")]
    public void What_is_cut_off_or_garbled_is_left_out(string text)
    {
        var report = TrialReport.Read(text);
        Assert.Empty(report.Files);
        Assert.Null(report.BindError);
    }
}
