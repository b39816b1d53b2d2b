using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Spec;
using Init.Doors;
using Init.Metrics;

namespace Init.Control;

/// <summary>`/v1/…`: what the command line says to a running pm1, and what curl can say just as well. It is the last
/// door of its socket, so what it does not know is nowhere. Whatever is wrong with a question is said before the
/// supervisor is asked to do anything.</summary>
internal sealed class ControlDoor : IDoor
{
    private const string Get = "GET";
    private const string Post = "POST";
    private const string Where = "GET /v1/openapi.json says what there is";

    internal ControlDoor(ISupervisor supervisor, ProcessReader processes, EventPace? pace = null)
    {
        var views = new Views(supervisor, processes);
        var orders = new Orders(supervisor);
        var events = new EventStream(supervisor.News, pace ?? EventPace.Usual);
        Routes =
        [
            new(Get, "/v1/openapi.json", [], (_, _) => Task.FromResult(ApiDocument.Answer())),
            new(Get, "/v1/snapshot", [], (_, _) => views.SnapshotAsync()),
            new(Get, "/v1/list", Views.ListParameters, (question, _) => views.ListAsync(question)),
            new(Get, "/v1/events", EventStream.Parameters, (question, _) => Task.FromResult(events.Answer(question))),
            new(Get, "/v1/apps/{app}", [], (_, app) => views.AppAsync(app)),
            new(Post, "/v1/drain", [], (question, _) => orders.DrainAsync(question)),
            .. Order.All.Select(order => new Route(
                Post, $"/v1/apps/{{app}}/{order.Word}", [], (question, app) => orders.GiveAsync(order, question, app))),
        ];
    }

    internal IReadOnlyList<Route> Routes { get; }

    public async ValueTask<Answer?> AnswerAsync(Question question)
    {
        var here = Routes.Where(route => route.Match(question.Path) is not null).ToList();
        if (here.Count == 0)
        {
            return Answer.Problem(404, $"nothing at {Clip(question.Path)}", Where);
        }

        if (here.Find(route => route.Takes(question.Method)) is not { } found)
        {
            var methods = string.Join(", ", here.Select(route => route.Method == Get ? "GET, HEAD" : route.Method));
            return Answer.Problem(405, $"{Clip(question.Path)} answers {methods}", Where).Allowing(methods);
        }

        return question.Query.Keys.FirstOrDefault(key => !found.Query.Contains(key)) is { } stray
            ? Stray(found, stray)
            : await found.AnswerAsync(question, found.Match(question.Path)!);
    }

    /// <summary>Not ignored: whoever writes `restart?slot=1` must not restart all.</summary>
    private static Answer Stray(Route route, string name) => Answer.Problem(
        400,
        $"{Fault.Quote(name)} is no parameter of {route.Path}",
        Nearest.Of(name, route.Query) is { } near ? $"did you mean {near}?"
            : route.Method == Post ? "write it into the body, as JSON"
            : Where);

    internal static string Clip(string text) =>
        text.Length <= Order.TextCharsMax ? text : $"{text[..Order.TextCharsMax]}…";
}
