namespace Init.Core.NodePrograms;

/// <summary>What a command meets on the way from the words that were given to the program that gets executed.</summary>
internal sealed record Surroundings(ICommandFiles Files)
{
    /// <summary>What execvp(3) takes when there is no PATH.</summary>
    private const string PathDefault = "/bin:/usr/bin";

    /// <summary>A command that leads to a command that leads to a command: no more than so often.</summary>
    private const int DepthMax = 8;

    /// <summary>These decide where a program is found and whose worker it is: they are not a script's to set.</summary>
    private static readonly string[] Fixed =
        ["PATH", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NODE_UNIQUE_ID"];

    private readonly int depth;

    /// <summary>Told why what looks like Node cannot be served as Node; the first word is the innermost.</summary>
    public Action<string> Doubt { get; init; } = _ => { };

    public IReadOnlyList<KeyValuePair<string, string>> Added { get; private init; } = [];

    /// <summary>Searched before PATH.</summary>
    public IReadOnlyList<string> Folders { get; private init; } = [];

    /// <returns>null: it sets what is not its own, or there were too many commands.</returns>
    public Surroundings? Within(IReadOnlyList<KeyValuePair<string, string>> assignments) =>
        depth < DepthMax && assignments.All(assignment => !Fixed.Contains(assignment.Key))
            ? new Surroundings(this, depth + 1) { Added = [.. Added, .. assignments] } : null;

    public Surroundings Searching(IReadOnlyList<string> folders) => this with { Folders = folders };

    public NodeCommand? No(string why)
    {
        Doubt(why);
        return null;
    }

    /// <returns>An absolute path; null: no such program.</returns>
    public (string Path, byte[] Head)? Program(string name)
    {
        if (name.Contains('/'))
        {
            return At(name);
        }

        var path = Files.Variable("PATH") ?? PathDefault;
        foreach (var folder in Folders.Concat(path.Split(':')))
        {
            // An empty folder is the one we are in.
            if (At(FilePath.Under(folder == "" ? "." : folder, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <param name="words">Node first.</param>
    public NodeCommand Command(IReadOnlyList<string> words, string origin) => new(words, origin)
    {
        Folders = Folders,
        Environment = Folders.Count == 0 ? Added
            : NodeCommand.WithPath(Added, Folders, Files.Variable("PATH") ?? PathDefault),
        Options = Added.LastOrDefault(variable => variable.Key == "NODE_OPTIONS").Value
            ?? Files.Variable("NODE_OPTIONS"),
        IsAsGiven = true,
    };

    private Surroundings(Surroundings outer, int depth) : this(outer) => this.depth = depth;

    private (string Path, byte[] Head)? At(string path)
    {
        var full = FilePath.Under(Files.WorkingDirectory, path);
        return Files.ProgramHead(full) is { } head ? (full, head) : null;
    }
}
