using System.Collections.Concurrent;
using System.Diagnostics;

namespace Init.Bench.Soak;

/// <summary>A constant load: half of the clients on a new connection for every request, half on one that they keep for
/// a while.</summary>
internal sealed class Clients
{
    private const int Count = 16;
    private const int KeptRequestsMax = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    private readonly int port;
    private readonly Task all;
    private readonly long[] outcomes = new long[Enum.GetValues<Outcome>().Length];
    private volatile bool isEnding;
    private volatile bool isOver;

    public Clients(int port)
    {
        this.port = port;
        all = Task.WhenAll(Enumerable.Range(0, Count).Select(client => Task.Run(() => Ask(keep: client % 2 == 1))));
    }

    public ConcurrentQueue<Failure> Failures { get; } = new();

    public long this[Outcome outcome] => Volatile.Read(ref outcomes[(int)outcome]);

    /// <summary>From now on a refusal is the honest end of the service, for the client too.</summary>
    public void ExpectEnd() => isEnding = true;

    public void Stop()
    {
        isOver = true;
        all.Wait();
    }

    private async Task Ask(bool keep)
    {
        using var pace = new PeriodicTimer(Pace);
        var connection = new Connection();
        for (var asked = 1; !isOver; asked++)
        {
            var outcome = await connection.Request(port, keep && asked % KeptRequestsMax != 0);
            if (outcome == Outcome.Refused && isEnding)
            {
                break;
            }

            Interlocked.Increment(ref outcomes[(int)outcome]);
            if (outcome is not (Outcome.Ok or Outcome.ClosedIdle))
            {
                Failures.Enqueue(new Failure(outcome, connection.LocalPort, Stopwatch.GetTimestamp()));
            }

            if (!connection.IsOpen)
            {
                connection.Dispose();
                connection = new Connection();
            }

            await pace.WaitForNextTickAsync();
        }

        connection.Dispose();
    }
}
