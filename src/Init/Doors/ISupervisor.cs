using Init.Core.Read;

namespace Init.Doors;

/// <summary>The one port through which every door sees and commands the supervisor.</summary>
internal interface ISupervisor
{
    /// <summary>A snapshot that was made after this call, or null when none came within the link's bound.</summary>
    Task<Snapshot?> AskAsync();

    /// <summary>Begins to drain; idempotent. The snapshot after it, or null when no answer came within the bound.
    /// </summary>
    Task<Snapshot?> DrainAsync();
}
