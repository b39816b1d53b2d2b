using System.Diagnostics;
using System.Globalization;

namespace Init.Bench.Soak;

/// <summary>A worker that was killed, and the clients' ends of the connections that it had at that moment.</summary>
/// <param name="At">As Stopwatch counts.</param>
internal sealed record Victim(int Pid, IReadOnlySet<int> ClientPorts, long At)
{
    private const string Established = "01";

    /// <summary>A client learns of the end at once; but it may be waiting for a processor.</summary>
    private static readonly TimeSpan EchoMax = TimeSpan.FromSeconds(10);

    /// <summary>Stops it first, so that what it holds is what it dies with.</summary>
    /// <returns>null: it was gone already.</returns>
    public static Victim? Kill(int pid, int port)
    {
        _ = Libc.kill(pid, Libc.SIGSTOP);
        for (var waited = 0; waited < 1000 && Proc.State(pid) is not ('T' or 'Z' or null); waited++)
        {
            Thread.Sleep(1);
        }

        var victim = new Victim(pid, Connections(pid, port), Stopwatch.GetTimestamp());
        return Libc.kill(pid, Libc.SIGKILL) == 0 ? victim : null;
    }

    public bool Explains(Failure failure) => ClientPorts.Contains(failure.LocalPort)
        && failure.At >= At && Stopwatch.GetElapsedTime(At, failure.At) < EchoMax;

    private static HashSet<int> Connections(int pid, int port)
    {
        var inodes = Proc.Descriptors(pid).Where(link => link.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(link => link["socket:[".Length..^1]).ToHashSet();

        // The table of our own namespace, which is the workers' too: this worker may be gone by now.
        return [.. new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/self/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words[3] == Established && Port(words[1]) == port && inodes.Contains(words[9]))
            .Select(words => Port(words[2]))];
    }

    /// <summary>Of `ADDRESS:PORT`, in hexadecimal.</summary>
    private static int Port(string address) =>
        int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
