using System.Text;
using Init.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Init.Runtime.Tests.Agent;

internal static class Ask
{
    internal const string JsonType = "application/json";

    /// <summary>`/readyz?verbose` as a door sees it.</summary>
    internal static Task<Answer?> Door(IDoor door, string target, string method = "GET", bool json = false) =>
        Door(door, Question(target, method, json ? JsonType : ""));

    /// <summary>A POST with a body.</summary>
    internal static Task<Answer?> Post(IDoor door, string target, string body, string type = JsonType) =>
        Door(door, Question(target, "POST", "") with
        {
            Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
            ContentType = type,
        });

    internal static async Task<Answer?> Door(IDoor door, Question question) => await door.AnswerAsync(question);

    internal static Question Question(string target, string method, string accept)
    {
        var parts = target.Split('?', 2);
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : ""));
        return new Question(method, parts[0], query, accept);
    }

    internal static string Text(this Answer? answer) => Encoding.UTF8.GetString(answer!.Body.Span);
}
