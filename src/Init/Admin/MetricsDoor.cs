using System.Text;
using Init.Doors;
using Init.Metrics;

namespace Init.Admin;

/// <summary>`/metrics` for Prometheus.</summary>
internal sealed class MetricsDoor(ISupervisor supervisor, ProcessReader processes) : IDoor
{
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
            ? new Answer(200, PrometheusText.ContentType,
                Encoding.UTF8.GetBytes(PrometheusText.Write(Reading.Of(snapshot, processes))))
            : Answer.Text(503, "the supervisor does not answer\n");
    }
}
