using Init.Core.Doctor;
using Xunit;

namespace Init.Core.Tests.Doctor;

public sealed class EnvironmentChecksTests
{
    [Theory]
    [InlineData("PM1_WORKERS", "4", "4")]
    [InlineData("WEB_CONCURRENCY", "", "empty")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318", "http://c:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "authorization=secret", "set (its value is not shown)")]
    [InlineData("PM1_ENV", "PASSWORD=secret", "set (its value is not shown)")]
    [InlineData("PM1_SERVICE_HOST", "10.0.0.1", "10.0.0.1 (of a Kubernetes Service; not read)")]
    public void Variables_are_shown_but_no_secrets(string name, string value, string fact)
    {
        var check = Assert.Single(EnvironmentChecks.Of(new Dictionary<string, string> { [name] = value, ["PATH"] = "/" }));
        Assert.Equal((name, Verdict.Ok, fact), (check.Name, check.Verdict, check.Fact));
    }

    [Fact]
    public void Variable_that_looks_like_pm1s_but_is_not_is_told()
    {
        var check = Assert.Single(EnvironmentChecks.Of(new Dictionary<string, string> { ["PM1_WROKERS"] = "4" }));
        Assert.Equal((Verdict.Degraded, "did you mean PM1_WORKERS?"), (check.Verdict, check.Hint));
    }

    [Fact]
    public void There_is_always_a_line() =>
        Assert.Equal("variables", Assert.Single(EnvironmentChecks.Of(new Dictionary<string, string>())).Name);
}
