using Init.Core.Link;
using Init.Core.Read;

namespace Init.Doors;

/// <summary>The one port through which every door sees and commands the supervisor.</summary>
internal interface ISupervisor
{
    /// <summary>What has happened, as far as it is remembered.</summary>
    NewsRing News { get; }

    /// <summary>A snapshot that was made after this call, or null when none came within the link's bound.</summary>
    Task<Snapshot?> AskAsync();

    /// <summary>How it is, as of after this call, or null as above. It does not wait for a snapshot that is under way.
    /// </summary>
    Task<Vitals?> AskVitalsAsync();

    /// <summary>Commands are carried out in the order in which they were given. null: no answer came within the bound,
    /// or too many commands wait for theirs; whether this one is carried out is not known then.</summary>
    Task<CommandReply?> CommandAsync(Command command);
}
