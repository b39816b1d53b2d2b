using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

public sealed class ChartLintTests
{
    private const int NoHelm = 2;

    [Fact]
    public void Chart_passes_lint_and_its_schema_refuses_unknown_keys()
    {
        var result = Shell.Run(Sources.Path("charts/lint"), []);
        Assert.SkipWhen(result.Code == NoHelm, "needs helm: set TESTBED or HELM, or install helm");
        Assert.True(result.Code == 0, result.Output + result.Error);
    }
}
