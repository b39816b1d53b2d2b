namespace Init.Linux.Watching;

/// <summary>What one watch of the kernel's stands for.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Relative">To the folder that was asked for; empty: that itself.</param>
/// <param name="IsFolder">Every name in it counts; else those of <see cref="Only"/>, or the file itself.</param>
internal sealed record WatchedPlace(string Path, string Relative, bool IsFolder)
{
    /// <summary>Names in it that count whatever is ignored.</summary>
    internal IReadOnlySet<string> Only { get; init; } = new HashSet<string>();
}
