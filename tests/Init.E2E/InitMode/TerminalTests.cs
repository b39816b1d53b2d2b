using Init.E2E.Harness;

namespace Init.E2E.InitMode;

public sealed class TerminalTests
{
    [Fact]
    public void Child_has_the_foreground_also_when_it_is_not_in_the_first_folder_of_PATH()
    {
        var result = Shell.Run(Tool.Python, [Shipped.Source("terminal.py"), Shipped.Pm1]);
        Assert.True(result.Code == 0, result.Error);
    }

    [Theory]
    [InlineData("<&- >&-")]
    [InlineData("<&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public void Run_mode_lives_with_closed_standard_descriptors(string closed)
    {
        var line = $"exec {Shipped.Pm1} run --admin off --socket off -w 1 --share none --restart never -- sh -c 'exit 7' {closed}";
        Assert.Equal(7, Shell.Run("/bin/sh", ["-c", line]).Code);
    }
}
