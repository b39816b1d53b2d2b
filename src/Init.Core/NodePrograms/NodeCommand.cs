using System.Globalization;

namespace Init.Core.NodePrograms;

/// <summary>A Node program with a script, and how it is executed so that it is itself what pm1 has started.</summary>
/// <param name="Command">What to execute: as it was given where Node gets it directly or by a shell, or the command
/// that npm would have started.</param>
/// <param name="Origin">How it was found, for messages: "node", "a shebang", "sh -c", "npm start".</param>
public sealed record NodeCommand(IReadOnlyList<string> Command, string Origin)
{
    private const string Path = "PATH";
    private const string NodeOptions = "NODE_OPTIONS";

    /// <summary>To be added to what the worker has otherwise; a later one wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Of slot 0; 0: each takes a free one. null: it has no inspector.</summary>
    public int? InspectorPort => Inspector.PortOf(Words.Take(ScriptIndex).Skip(1), Options);

    /// <summary>Node, its options, the script and its arguments, whatever has led to them.</summary>
    internal IReadOnlyList<string> Words { get; init; } = Command;

    internal int ScriptIndex => NodeArguments.ScriptIndex(Words) ?? Words.Count;

    /// <summary>NODE_OPTIONS.</summary>
    internal string? Options { get; init; }

    /// <summary>Searched before those of PATH.</summary>
    internal IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The command is the one that was asked about.</summary>
    internal bool IsAsGiven { get; init; }

    /// <summary>Two inspectors cannot listen on one port, so each slot has its own: the first one's, counted up, as
    /// Node's own cluster does it. Without an inspector, or with one on any free port, this is the command.</summary>
    public IReadOnlyList<string> ForSlot(int slot)
    {
        if (InspectorPort is not ({ } first and > 0))
        {
            return Command;
        }

        // The port alone: the last one written is taken, and the host stays as it was.
        var port = Inspector.Counted(first, slot).ToString(CultureInfo.InvariantCulture);
        return [.. Words.Take(OptionsEnd), $"--inspect-port={port}", .. Words.Skip(OptionsEnd)];
    }

    /// <summary>The same command where an app adds its own variables: its PATH and its NODE_OPTIONS count.</summary>
    public NodeCommand Over(IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var command = this;
        foreach (var (name, value) in environment)
        {
            if (name == Path && Folders.Count > 0)
            {
                command = command with { Environment = WithPath(command.Environment, Folders, value) };
            }
            else if (name == NodeOptions && Environment.All(variable => variable.Key != NodeOptions))
            {
                command = command with { Options = value };
            }
        }

        return command;
    }

    internal static IReadOnlyList<KeyValuePair<string, string>> WithPath(
        IReadOnlyList<KeyValuePair<string, string>> environment, IReadOnlyList<string> folders, string path) =>
        [
            .. environment.Where(variable => variable.Key != Path),
            new(Path, string.Join(':', folders.Append(path))),
        ];

    /// <summary>After `--` there are no options any more.</summary>
    private int OptionsEnd =>
        ScriptIndex is > 0 and var end && Words[end - 1] == "--" ? end - 1 : ScriptIndex;
}
