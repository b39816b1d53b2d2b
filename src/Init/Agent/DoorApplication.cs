using Init.Doors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Init.Agent;

/// <summary>HTTP on the one side, questions and answers on the other.</summary>
internal sealed class DoorApplication : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        if (answer.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (answer.Stream is { } stream)
        {
            await StreamAsync(context, stream);
            return;
        }

        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    /// <summary>A client that goes is the usual end of a stream; one that does not read any more is made to go.
    /// </summary>
    private static async Task StreamAsync(HttpContext context, Func<Stream, CancellationToken, Task> write)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            // The client learns at once that it is connected, however long nothing happens.
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await write(context.Response.Body, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException or IOException)
        {
            context.Abort();
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static async ValueTask<Answer> AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<DoorVisit>() is not { Welcome: true } visit)
        {
            return Answer.Problem(403, "this socket is for pm1's own user and root", "run this as one of them");
        }

        var question = Question.Of(context.Request);
        foreach (var door in visit.Doors)
        {
            if (await door.AnswerAsync(question) is { } answer)
            {
                return answer;
            }
        }

        return Answer.NotFound(question.Path);
    }
}
