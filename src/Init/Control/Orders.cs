using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Doors;

namespace Init.Control;

/// <summary>What changes something. A refusal keeps its kind as an HTTP status.</summary>
internal sealed class Orders(ISupervisor supervisor)
{
    private static readonly Order Drain = new(CommandVerb.Drain, "drain");

    internal async Task<Answer> DrainAsync(Question question)
    {
        var body = await OrderBody.ReadAsync(question, Drain);
        return body.Problem ?? Answered(await supervisor.CommandAsync(new Command(CommandVerb.Drain)), snapshot =>
            Answer.Json(200, JsonSerializer.SerializeToUtf8Bytes(snapshot, LinkJson.Default.Snapshot)));
    }

    internal async Task<Answer> GiveAsync(Order order, Question question, string app)
    {
        var body = await OrderBody.ReadAsync(question, order);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        // Looked up here, so that whatever is in the path never gets any further than this.
        if (await supervisor.AskAsync() is not { } before)
        {
            return Views.Silence;
        }

        if (Views.Find(before, app) is null)
        {
            return Views.Unknown(before, app);
        }

        return Answered(
            await supervisor.CommandAsync(new Command(order.Verb, app, body.Text, body.Slot)),
            snapshot => Views.Find(snapshot, app) is { } after
                ? Answer.Json(
                    order.Verb == CommandVerb.Reload ? 202 : 200,
                    JsonSerializer.SerializeToUtf8Bytes(after, LinkJson.Default.AppSnapshot))
                : Views.Unknown(snapshot, app));
    }

    private static Answer Answered(CommandReply? reply, Func<Snapshot, Answer> done) => reply switch
    {
        null => Views.Silence,
        { Refusal: { } refusal } => Answer.Problem(Status(refusal.Kind), refusal.Problem, refusal.Hint),
        _ => done(reply.Snapshot),
    };

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => 400,
        RefusalKind.NotFound => 404,
        RefusalKind.Conflict => 409,
    };
}
