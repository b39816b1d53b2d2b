using Init.Core.Link;
using Init.Core.Read;
using Init.Doors;

namespace Init.Runtime.Tests.Agent;

/// <summary>Answers at once; null is a supervisor that does not answer in time.</summary>
internal sealed class StubSupervisor(Snapshot? snapshot) : ISupervisor
{
    private readonly List<Command> commands = [];

    public NewsRing News { get; } = new();

    internal IReadOnlyList<Command> Commands => commands;

    /// <summary>For snapshots.</summary>
    internal int Asks { get; private set; }

    internal int VitalsAsks { get; private set; }

    /// <summary>To every command.</summary>
    internal Refusal? Refuses { get; init; }

    public Task<Snapshot?> AskAsync()
    {
        Asks++;
        return Task.FromResult(snapshot);
    }

    public Task<Vitals?> AskVitalsAsync()
    {
        VitalsAsks++;
        return Task.FromResult(snapshot is null ? null : Snapshots.Vitals(snapshot));
    }

    public Task<CommandReply?> CommandAsync(Command command)
    {
        commands.Add(command);
        return Task.FromResult(snapshot is null ? null : new CommandReply(snapshot, Refuses));
    }
}
