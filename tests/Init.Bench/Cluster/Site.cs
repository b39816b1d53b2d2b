using System.Globalization;
using System.Net.Http;

namespace Init.Bench.Cluster;

/// <summary>A server that is up, whoever keeps it so.</summary>
/// <param name="Keepers">The processes that are no workers; the first one hands connections over, if any does.</param>
/// <param name="End">Ends them all.</param>
internal sealed record Site(int Port, IReadOnlyList<int> Keepers, IReadOnlyList<int> Workers, Action End)
{
    private const int AsksMax = 500;

    /// <summary>CPU time of all workers, in microseconds.</summary>
    public double WorkersCpu => Workers.Sum(pid => Proc.CpuTime(pid).TotalMicroseconds);

    public double KeepersCpu => Keepers.Sum(pid => Proc.CpuTime(pid).TotalMicroseconds);

    /// <summary>Each worker's own count of its requests, asked on new connections until all have been met; null: some
    /// could not be.</summary>
    public IReadOnlyDictionary<int, long>? Counts()
    {
        using var http = new HttpClient();
        var counts = new Dictionary<int, long>();
        for (var asks = 0; asks < AsksMax; asks++)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri($"http://127.0.0.1:{Scratch.Text(Port)}/count"));
            request.Headers.ConnectionClose = true;
            using var response = http.Send(request);
            using var reader = new StreamReader(response.Content.ReadAsStream());
            var words = reader.ReadToEnd().Split(' ');
            counts[int.Parse(words[0], CultureInfo.InvariantCulture)] = long.Parse(words[1], CultureInfo.InvariantCulture);
            if (counts.Count == Workers.Count)
            {
                return counts;
            }
        }

        return null;
    }
}
