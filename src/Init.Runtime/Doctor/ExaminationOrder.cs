using Init.Core.Spec;

namespace Init.Runtime.Doctor;

/// <summary>What is to be examined.</summary>
public sealed record ExaminationOrder
{
    /// <summary>What `run` would be told.</summary>
    public required InitSpec Spec { get; init; }

    /// <summary>False: the command in the spec only fills its place.</summary>
    public required bool HasCommand { get; init; }

    /// <summary>pm1's own.</summary>
    public required string Version { get; init; }

    /// <summary>The number of workers as written.</summary>
    public required string Workers { get; init; }

    /// <summary>Why a command that has to do with Node is not Node with a script; empty: it has not, or it is.
    /// </summary>
    public string WhyNotNode { get; init; } = "";

    /// <summary>Where the control socket may be, best first.</summary>
    public required IReadOnlyList<string> ControlSocketPaths { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Asks a running pm1 what it is; says where none was found.</summary>
    public required Func<(string? Running, string NotRunning)> AskRunning { get; init; }

    /// <summary>How long that may take.</summary>
    public required TimeSpan AskRunningMax { get; init; }
}
