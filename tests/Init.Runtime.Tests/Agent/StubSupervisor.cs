using Init.Core.Read;
using Init.Doors;

namespace Init.Runtime.Tests.Agent;

/// <summary>Answers at once; null is a supervisor that does not answer in time.</summary>
internal sealed class StubSupervisor(Snapshot? snapshot) : ISupervisor
{
    internal int Drains { get; private set; }

    internal int Asks { get; private set; }

    public Task<Snapshot?> AskAsync()
    {
        Asks++;
        return Task.FromResult(snapshot);
    }

    public Task<Snapshot?> DrainAsync()
    {
        Drains++;
        return Task.FromResult(snapshot);
    }
}
