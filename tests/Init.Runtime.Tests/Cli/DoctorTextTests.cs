using Init.Cli;
using Init.Core.Doctor;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class DoctorTextTests
{
    private static readonly Diagnosis Sample = new(
    [
        CheckGroup.Pm1.Ok("version", "1.2.3"),
        CheckGroup.Files.Degraded("control", "nowhere: ≥ 1 »", "set \e[2JPM1_RUNTIME_DIR"),
        CheckGroup.Command.Missing("a-rather-long-name", "gone", "bring it"),
    ]);

    [Fact]
    public void Without_UTF8_everything_is_ASCII_and_aligned() => Assert.Equal(
        """
        pm1
          ok        version         1.2.3
        files
          degraded  control         nowhere: >= 1 ?
                                    -> set \x1b[2JPM1_RUNTIME_DIR
        command
          missing   a-rather-long-name  gone
                                        -> bring it
        pm1 run would fail here for want of command a-rather-long-name: 1 ok, 1 degraded, 1 missing

        """,
        new DoctorText(new Style(HasColour: false, HasUtf8: false)).Of(Sample));

    [Fact]
    public void With_UTF8_there_are_signs_and_hints_stay_below_their_facts()
    {
        var lines = new DoctorText(new Style(HasColour: false, HasUtf8: true)).Of(Sample).Split('\n');
        Assert.Equal("  ▲ degraded  control         nowhere: ≥ 1 »", lines[3]);
        Assert.Equal(lines[3].IndexOf("nowhere", StringComparison.Ordinal), lines[4].IndexOf('→'));
    }

    [Fact]
    public void Colour_is_all_that_colour_adds()
    {
        var coloured = new DoctorText(new Style(HasColour: true, HasUtf8: true)).Of(Sample);
        Assert.Contains("\e[31m", coloured, StringComparison.Ordinal);
        Assert.Equal(
            new DoctorText(new Style(HasColour: false, HasUtf8: true)).Of(Sample),
            System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", ""));
    }

    [Theory]
    [InlineData("LANG", "en_US.UTF-8", true)]
    [InlineData("LANG", "C.utf8", true)]
    [InlineData("LC_ALL", "C", false)]
    [InlineData("LC_CTYPE", "de_DE.ISO-8859-1", false)]
    [InlineData("OTHER", "", false)]
    public void Locale_decides_about_UTF8_and_what_is_no_terminal_has_no_colour(string name, string value, bool utf8)
    {
        var terminal = new Terminal(
            TextWriter.Null, TextWriter.Null, new Dictionary<string, string> { [name] = value, ["TERM"] = "xterm" });
        Assert.Equal(new Style(HasColour: false, utf8), Style.Of(terminal));
    }

    [Theory]
    [InlineData("doctor --workers 0", "--workers: \"0\" is not a number of workers")]
    [InlineData("doctor --jsno", "--jsno: unknown option\npm1: hint: did you mean --json?")]
    [InlineData("doctor --share fd -- x", "--share: there is no socket to pass on")]
    public void Wrong_options_are_those_of_run_and_end_with_2(string line, string error)
    {
        var typed = Typed.Words(line.Split(' '));
        Assert.Equal((2, ""), (typed.Code, typed.Out));
        Assert.Contains(error, typed.Error, StringComparison.Ordinal);
    }
}
