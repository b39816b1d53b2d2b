using Init.Core.Spec;

namespace Init.Core.Doctor;

/// <param name="Name">The program as written.</param>
/// <param name="Path">The file that would be executed; null: none.</param>
/// <param name="Search">What came of looking for it, as the worker's user and from its folder.</param>
/// <param name="ExitCode">What pm1 would end with: 126 or 127.</param>
/// <param name="Kind">Of the file.</param>
/// <param name="Interpreter">Of a script, or the loader of a dynamic program; empty: none.</param>
/// <param name="IsInterpreterThere">That can be executed, too.</param>
/// <param name="IsReadable">The worker's user may read the file: else the kernel hides its memory from us.</param>
/// <param name="MayTrace">CAP_SYS_PTRACE: nothing is hidden.</param>
/// <param name="Identity">Becoming the worker's user, in its folder.</param>
/// <param name="Share">How its port is shared.</param>
/// <param name="ShareReason">Why so.</param>
/// <param name="Sharing">What that takes works here.</param>
/// <param name="Workers">How many.</param>
public sealed record CommandSight(
    string Name, string? Path, Trial Search, int ExitCode, FileKind Kind, string Interpreter, bool IsInterpreterThere,
    bool IsReadable, bool MayTrace, Trial Identity, ShareMode Share, string ShareReason, bool Sharing, int Workers)
{
    /// <summary>Of a Node program with a script: how it was found; empty: it is none.</summary>
    public string NodeOrigin { get; init; } = "";

    /// <summary>Of such a program: what is executed, which may be another command than the one that was written.
    /// </summary>
    public string Executed { get; init; } = "";

    /// <summary>Why a program that has to do with Node is none with a script; empty: it has not, or it is one.</summary>
    public string WhyNotNode { get; init; } = "";
}
