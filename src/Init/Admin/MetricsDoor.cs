using System.Text;
using Init.Core.Read;
using Init.Doors;
using Init.Metrics;

namespace Init.Admin;

/// <summary>`/metrics` for Prometheus.</summary>
internal sealed class MetricsDoor(ISupervisor supervisor, ProcessReader processes) : IDoor
{
    /// <summary>Scrapes that came together were given one snapshot: they share one page, so that a flood of them
    /// costs the memory of a few.</summary>
    private volatile MetricsPage? last;

    public async ValueTask<Answer?> AnswerAsync(Question question)
    {
        if (question.Path != "/metrics")
        {
            return null;
        }

        if (!question.IsRead)
        {
            return Answer.MethodNotAllowed("GET, HEAD");
        }

        return await supervisor.AskAsync() is { } snapshot
            ? Write(snapshot)
            : Answer.Text(503, "the supervisor does not answer\n");
    }

    private Answer Write(Snapshot snapshot)
    {
        var page = last;
        if (page is null || !ReferenceEquals(page.Snapshot, snapshot))
        {
            var text = PrometheusText.Write(Reading.Of(snapshot, processes));
            last = page = new MetricsPage(
                snapshot, new Answer(200, PrometheusText.ContentType, Encoding.UTF8.GetBytes(text)));
        }

        return page.Answer;
    }
}
