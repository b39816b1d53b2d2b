namespace Init.Linux.Processes;

/// <summary>How a child ended.</summary>
/// <param name="Code">Exit code, when <paramref name="Signal"/> is 0.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
public readonly record struct ExitStatus(int Code, int Signal)
{
    /// <summary>The shell's convention: the code, or 128 + signal.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;
}
