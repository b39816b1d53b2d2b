using System.Text.Json.Nodes;
using Init.Core.Config;

namespace Init.Config;

/// <summary>A configuration file while it is read, whatever its language: nodes whose scalars are all text as written,
/// and where each stands. Reports what no schema is needed for: duplicate keys, missing values, too much of it.
/// </summary>
internal sealed class FileTree(string file)
{
    private readonly Dictionary<string, Position> positions = [];
    private readonly Stack<(JsonNode Node, string Path)> open = new();
    private readonly List<Problem> problems = [];
    private (string Name, Position Position)? key;
    private int nodes;

    public JsonNode? Root { get; private set; }
    public string File => file;
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>The next node is the value of this key.</summary>
    public bool AwaitsKey => open.TryPeek(out var parent) && parent.Node is JsonObject && key is null;

    /// <returns>`pm1.yaml:3:5: apps[0].workers`, or only the file where nothing stands.</returns>
    public string Origin(string path) =>
        positions.TryGetValue(path, out var at) ? $"{file}:{at.Line}:{at.Column}: {path}"
        : path == "" ? file
        : $"{file}: {path}";

    public void Fail(Position at, string message, string hint) =>
        problems.Add(new Problem($"{file}:{at.Line}:{at.Column}", message, hint));

    public void Fail(string path, string message, string hint) => problems.Add(
        new Problem(Origin(path), message, hint));

    public void Key(string name, Position at) => key = (name, at);

    /// <param name="text">null: the file says null.</param>
    /// <param name="at">Where it begins.</param>
    /// <returns>False: a bound is passed, stop reading.</returns>
    public bool Scalar(string? text, Position at)
    {
        if (text is not null)
        {
            return Add(JsonValue.Create(text), at) is not null;
        }

        var path = PathOfNext();
        positions.TryAdd(path, key?.Position ?? at);
        key = null;
        Fail(path, "has no value", "write a value (\"\" for an empty one), or leave it out");
        return true;
    }

    /// <inheritdoc cref="Scalar"/>
    public bool Begin(JsonNode container, Position at)
    {
        if (open.Count >= FileBounds.DepthMax)
        {
            Fail(at, "is nested too deeply", $"nest at most {FileBounds.DepthMax} levels");
            return false;
        }

        if (Add(container, at) is not { } path)
        {
            return false;
        }

        open.Push((container, path));
        return true;
    }

    public void End()
    {
        open.Pop();
        key = null;
    }

    private string? Add(JsonNode node, Position at)
    {
        if (++nodes > FileBounds.NodesMax)
        {
            Fail(at, "the file holds too much", $"write at most {FileBounds.NodesMax} values");
            return null;
        }

        var path = PathOfNext();
        var duplicate = false;
        if (!open.TryPeek(out var parent))
        {
            Root = node;
        }
        else if (parent.Node is JsonArray list)
        {
            list.Add(node);
        }
        else if (key is { } name && !(duplicate = !((JsonObject)parent.Node).TryAdd(name.Name, node)))
        {
            at = name.Position;
        }

        if (duplicate)
        {
            problems.Add(new Problem(
                $"{file}:{key!.Value.Position.Line}:{key.Value.Position.Column}: {path}",
                "is written twice",
                "leave one out"));
        }

        positions.TryAdd(path, at);
        key = null;
        return path;
    }

    private string PathOfNext() => open.TryPeek(out var parent) switch
    {
        false => "",
        true when parent.Node is JsonArray list => $"{parent.Path}[{list.Count}]",
        true => parent.Path == "" ? key?.Name ?? "" : $"{parent.Path}.{key?.Name}",
    };
}
