using System.Globalization;

namespace Init.Bench;

/// <summary>
/// 2,000 orphans end at once: until the last of them is reaped. Most of that is the kernel, which takes the processes
/// apart, on all cores: an init that keeps up waits for it. What is the init's own shows when all have ended before
/// it may reap the first.
/// </summary>
internal static class OrphanStorm
{
    private const int Orphans = 2000;
    private const int Rounds = 51;

    /// <summary>Who is not slower than the fastest peer by more than this has tied with it; or by more than twice the
    /// standard error of the difference, where runs of the same init differ too much (by 30 % on two cores) to tell.
    /// </summary>
    private const double Tie = 0.05;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Compile("orphans") is not { } program)
        {
            return;
        }

        var result = folder.Write("orphans.took", "");
        string[] command = [program, Scratch.Text(Orphans), result];
        var inits = peers.Inits(command).Where(init => init.Name != "alone");
        string[] space = ["/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];
        var isFirst = File.Exists(space[0]) && Child.Start([.. space, "/bin/true"]).Wait() == 0;

        // dumb-init is no subreaper: it sees orphans only as PID 1.
        Row(isFirst ? "as PID 1" : "as subreaper", isFirst
            ? inits.Select(init => (init.Name, (string[])[.. space, .. init.Line]))
            : inits.Where(init => init.Name != "dumb-init"));

        // From within its namespace nobody can stop a PID 1.
        Row("that ended before", inits.Where(init => init.Name != "dumb-init")
            .Select(init => (init.Name, (string[])[.. init.Line, "held"])));

        void Row(string how, IEnumerable<(string, string[])> lines)
        {
            var times = Bench.Rounds.Measure(Rounds, [.. lines], line => Once(line, result));
            var theirs = times.Where(entry => entry.Key != "pm1")
                .Select(entry => (entry.Key, Value: Median.Of(entry.Value))).OrderBy(peer => peer.Value).ToArray();
            var what = $"init mode: 2,000 orphans {how}, ms until all are reaped";
            if (theirs is not [var (name, fastest), ..])
            {
                table.Add(what, Median.Of(times["pm1"]), null);
                return;
            }

            var noise = 2 * double.Hypot(Median.Error(times["pm1"]), Median.Error(times[name])) / fastest;
            var tie = double.Max(Tie, noise);
            table.Add($"{what} (fastest + {tie:P0})", Median.Of(times["pm1"]), fastest * (1 + tie), theirs);
        }
    }

    private static double Once(string[] line, string result)
    {
        var code = Child.Start(line).Wait();
        return code == 0 ? double.Parse(File.ReadAllText(result), CultureInfo.InvariantCulture) / 1e6
            : throw new InvalidOperationException($"{string.Join(' ', line)}: exit code {code}");
    }
}
