using Init.Telemetry;
using Xunit;

namespace Init.Runtime.Tests.Telemetry;

public sealed class ExportFailuresTests
{
    [Fact]
    public void Failures_are_said_at_most_once_a_minute()
    {
        var errors = new StringWriter();
        var time = new HandTime();
        var failures = new ExportFailures(errors, time, "http://a:4317/");
        for (var second = 0; second < 120; second++)
        {
            failures.Add();
            time.Move(TimeSpan.FromSeconds(1));
        }

        var lines = errors.ToString().TrimEnd().Split('\n');
        Assert.Equal(2, lines.Count(line => line.StartsWith("pm1: cannot export metrics to http://a:4317/", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("pm1: hint: ", StringComparison.Ordinal)));
    }
}
