using System.Collections.Concurrent;

namespace Init.E2E.Harness;

/// <summary>Clients that ask a port for its root without end, until told to stop: half of them on a new connection for
/// every request, half on one that they keep.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 8;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    private readonly int port;
    private readonly bool untilRefused;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly int[] outcomes = new int[Enum.GetValues<RequestOutcome>().Length];
    private readonly Task clients;

    /// <param name="port">On loopback.</param>
    /// <param name="untilRefused">A client that is refused takes it as the end of the service and stops: it counts
    /// nothing, for the refusal was honest.</param>
    public Load(int port, bool untilRefused = false)
    {
        this.port = port;
        this.untilRefused = untilRefused;
        clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Ask(keep: client % 2 == 1))));
    }

    public int Ok => Count(RequestOutcome.Ok);
    public static int Concurrency => Clients;

    public LoadResult Result => new(
        Ok, Count(RequestOutcome.Refused), Count(RequestOutcome.Reset), Count(RequestOutcome.Lost),
        Count(RequestOutcome.ClosedIdle), answers);

    /// <summary>Until so many more have been answered.</summary>
    public async Task Flow(int requests = 200)
    {
        var target = Ok + requests;
        await Poll.Until(() => Ok >= target, Bound.Start, () => $"the load does not flow: {Result}");
    }

    public async Task<LoadResult> Stop()
    {
        await stop.CancelAsync();
        await clients;
        return Result;
    }

    /// <summary>Until every client has been refused.</summary>
    public async Task<LoadResult> UntilRefused()
    {
        await Poll.Until(() => clients.IsCompleted, Bound.Exit + Bound.Request, () => $"not all are refused: {Result}");
        return Result;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        stop.Dispose();
    }

    private async Task Ask(bool keep)
    {
        using var pace = new PeriodicTimer(Pace);
        var connection = new HttpConnection();
        while (!stop.IsCancellationRequested)
        {
            var outcome = await connection.Request(port, keep);
            if (outcome == RequestOutcome.Refused && untilRefused)
            {
                break;
            }

            Interlocked.Increment(ref outcomes[(int)outcome]);
            if (outcome == RequestOutcome.Ok)
            {
                answers.AddOrUpdate(connection.Answer, 1, (_, n) => n + 1);
            }

            if (!connection.Open)
            {
                connection.Dispose();
                connection = new HttpConnection();
            }

            await pace.WaitForNextTickAsync();
        }

        connection.Dispose();
    }

    private int Count(RequestOutcome outcome) => Volatile.Read(ref outcomes[(int)outcome]);
}
