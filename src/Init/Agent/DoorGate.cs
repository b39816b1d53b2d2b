using Init.Doors;
using Microsoft.AspNetCore.Connections;

namespace Init.Agent;

/// <summary>The first that a connection meets: it is counted, limited, and told which doors it sees.</summary>
internal sealed class DoorGate(IReadOnlyList<IDoor> doors, Func<ConnectionContext, bool> welcomes)
{
    private long accepted;
    private int open;

    internal long Accepted => Interlocked.Read(ref accepted);

    internal ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref accepted);
        try
        {
            if (Interlocked.Increment(ref open) > DoorLimits.ConnectionsMax)
            {
                connection.Abort();
                return;
            }

            connection.Features.Set(new DoorVisit(doors, welcomes(connection)));
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    };
}
