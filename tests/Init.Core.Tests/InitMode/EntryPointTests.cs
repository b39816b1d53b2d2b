using System.Text.RegularExpressions;
using Init.Core.Config;
using Init.Core.Dialects;
using Init.Core.Tests.Tidy;
using Xunit;

namespace Init.Core.Tests.InitMode;

/// <summary>Before the runtime is started no list can be read, so the entry point has its own: held to the real ones
/// here.
/// </summary>
public sealed partial class EntryPointTests
{
    private static readonly string[] Texts =
        [.. Text().Matches(Source()).Select(match => match.Groups[1].Value)];

    [Fact]
    public void It_knows_every_other_name() => Assert.Subset(Texts.ToHashSet(), OtherNames.All.ToHashSet());

    [Fact]
    public void It_knows_every_variable_of_init_mode() => Assert.Equal(
        InitModeSettings.All.Select(setting => setting.Variable).Order(),
        Texts.Where(text => text.StartsWith("PM1_", StringComparison.Ordinal)).Order());

    private static string Source() =>
        File.ReadAllText(Path.Combine(SourceTree.Top(), "src/Init.Runtime/InitMode/EntryPoint.cs"));

    [GeneratedRegex("""
        "([^"]*)\\0"u8
        """)]
    private static partial Regex Text();
}
