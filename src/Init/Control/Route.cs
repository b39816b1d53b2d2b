using Init.Doors;

namespace Init.Control;

/// <summary>One address of the API and one method.</summary>
/// <param name="Path">As the API's document writes it; `{app}` stands for a name.</param>
/// <param name="Query">Parameters that it knows.</param>
/// <param name="AnswerAsync">Is given the app's name, or nothing where the path has none.</param>
internal sealed record Route(
    string Method, string Path, IReadOnlyList<string> Query, Func<Question, string, Task<Answer>> AnswerAsync)
{
    private const string App = "{app}";
    private readonly string[] parts = Path.Split('/');

    /// <returns>null: this is another address.</returns>
    internal string? Match(string path)
    {
        var given = path.Split('/');
        var app = "";
        if (given.Length != parts.Length)
        {
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == App && given[i].Length > 0)
            {
                app = given[i];
            }
            else if (parts[i] != given[i])
            {
                return null;
            }
        }

        return app;
    }

    internal bool Takes(string method) => method == Method || (method == "HEAD" && Method == "GET");
}
