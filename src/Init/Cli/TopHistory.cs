using System.Text.Json;

namespace Init.Cli;

/// <summary>The CPU of each worker over the last frames.</summary>
internal sealed class TopHistory
{
    public const int Samples = 20;

    private readonly Dictionary<int, (double Cpu, double Uptime, List<double> Percents)> workers = [];

    public void Add(JsonElement list)
    {
        var seen = new HashSet<int>();
        foreach (var worker in list.GetProperty("apps").EnumerateArray().SelectMany(ListTable.Workers))
        {
            var pid = worker.GetProperty("pid").GetInt32();
            if (ListTable.Find(worker, "cpuSeconds")?.GetDouble() is { } cpu)
            {
                seen.Add(pid);
                Add(pid, cpu, worker.GetProperty("uptimeSeconds").GetDouble());
            }
        }

        foreach (var gone in workers.Keys.Except(seen).ToList())
        {
            workers.Remove(gone);
        }
    }

    /// <summary>Of one CPU, oldest first; none until there were two frames.</summary>
    public IReadOnlyList<double> Of(int pid) => workers.TryGetValue(pid, out var known) ? known.Percents : [];

    private void Add(int pid, double cpu, double uptime)
    {
        if (!workers.TryGetValue(pid, out var before) || uptime < before.Uptime)
        {
            workers[pid] = (cpu, uptime, []);
            return;
        }

        if (uptime > before.Uptime)
        {
            before.Percents.Add(100 * Math.Max(0, cpu - before.Cpu) / (uptime - before.Uptime));
            if (before.Percents.Count > Samples)
            {
                before.Percents.RemoveAt(0);
            }

            workers[pid] = (cpu, uptime, before.Percents);
        }
    }
}
