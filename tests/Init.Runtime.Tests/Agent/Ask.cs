using System.Text;
using Init.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Init.Runtime.Tests.Agent;

internal static class Ask
{
    /// <summary>`/readyz?verbose` as a door sees it.</summary>
    internal static async Task<Answer?> Door(IDoor door, string target, string method = "GET", bool json = false)
    {
        var parts = target.Split('?', 2);
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : ""));
        return await door.AnswerAsync(new Question(method, parts[0], query, json));
    }

    internal static string Text(this Answer? answer) => Encoding.UTF8.GetString(answer!.Body.Span);
}
