using System.Text;
using Init.Metrics;
using Xunit;

namespace Init.Runtime.Tests.Metrics;

public sealed class ProcessReaderTests : IDisposable
{
    private const string Stat =
        "42 (a b) c) S 7 42 42 0 -1 4194560 2500 0 1 0 250 50 0 0 20 0 11 0 123456 1000000 300 18446744073709551615";

    private readonly string root = Directory.CreateTempSubdirectory("pm1-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Stat_is_read_although_the_name_has_spaces_and_parentheses() =>
        Assert.Equal(new ProcStat(7, 250, 50, 11, 300), ProcStat.Parse(Encoding.ASCII.GetBytes(Stat)));

    [Theory]
    [InlineData("")]
    [InlineData("42 (a")]
    [InlineData("42 (a) S 7")]
    [InlineData("42 (a) S x 42 42 0 -1 4194560 2500 0 1 0 250 50 0 0 20 0 11 0 123456 1000000 300")]
    public void What_is_no_stat_line_is_refused(string line) =>
        Assert.Null(ProcStat.Parse(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void Worker_is_measured()
    {
        WriteProcess(openFiles: 3);
        var reading = new ProcessReader(root).Read(42, parent: 7)!;

        Assert.Equal(new ProcessReading(2.5, 0.5, 300 * Environment.SystemPageSize, 11, 3), reading);
    }

    [Fact]
    public void Process_that_is_gone_is_absent() => Assert.Null(new ProcessReader(root).Read(43, parent: 7));

    [Fact]
    public void Pid_that_now_belongs_to_someone_else_is_absent()
    {
        WriteProcess(openFiles: 0);

        Assert.Null(new ProcessReader(root).Read(42, parent: 8));
    }

    [Fact]
    public void Descriptors_that_may_not_be_counted_are_left_out()
    {
        Directory.CreateDirectory(Path.Combine(root, "42"));
        File.WriteAllText(Path.Combine(root, "42", "stat"), Stat);

        Assert.Null(new ProcessReader(root).Read(42, parent: 7)!.OpenFiles);
    }

    private void WriteProcess(int openFiles)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "42", "fd")).FullName;
        File.WriteAllText(Path.Combine(root, "42", "stat"), Stat);
        for (var i = 0; i < openFiles; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"{i}"), "");
        }
    }
}
