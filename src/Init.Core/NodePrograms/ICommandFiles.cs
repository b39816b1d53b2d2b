namespace Init.Core.NodePrograms;

/// <summary>What must be looked at to know a command: files, bounded, and variables. Nothing throws; what cannot be
/// read is not there.</summary>
public interface ICommandFiles
{
    /// <summary>Where the command will be executed; absolute.</summary>
    string WorkingDirectory { get; }

    /// <summary>Of the environment that the command will have; null: it is not set.</summary>
    string? Variable(string name);

    /// <param name="path">Absolute, as all paths here; links are followed.</param>
    /// <returns>True for a regular file that can be read.</returns>
    bool IsFile(string path);

    /// <returns>The first bytes, at least 256 if there are as many, of a regular file that can be executed; null: it
    /// cannot.</returns>
    byte[]? ProgramHead(string path);

    /// <returns>All of a regular file; null: it cannot be read, or is larger.</returns>
    byte[]? Read(string path, int bytesMax);

    /// <returns>Where the links end that the path may be; null: there is nothing.</returns>
    string? FinalTarget(string path);
}
