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
        response.ContentLength = answer.Body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        if (answer.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static async ValueTask<Answer> AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<DoorVisit>() is not { Welcome: true } visit)
        {
            return Answer.Text(403, "this socket is for pm1's own user and root\n");
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
