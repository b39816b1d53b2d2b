using System.Diagnostics;
using System.Globalization;

namespace Init.Bench;

/// <summary>2,000 orphans end at once: until the last of them is reaped.</summary>
internal static class OrphanStorm
{
    private const int Orphans = 2000;
    private const int Rounds = 5;
    private const double BudgetMilliseconds = 1000;
    private const string Python = "/usr/bin/python3";

    /// <summary>The orphans wait for the end of a pipe, which SIGUSR1 to their grandparent brings.</summary>
    private const string Program = """
        import os, signal, sys
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        end, keep = os.pipe()
        parent = os.fork()
        if parent == 0:
            os.close(keep)
            for _ in range(int(sys.argv[1])):
                if os.fork() == 0:
                    os.read(end, 1)
                    os._exit(0)
            os._exit(0)
        os.waitpid(parent, 0)
        os.close(end)
        signal.sigwait([signal.SIGUSR1])
        os.close(keep)
        signal.sigwait([signal.SIGUSR2])
        """;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (!File.Exists(Python))
        {
            return;
        }

        // dumb-init is no subreaper: beside PID 1 it never sees them.
        var program = folder.Write("orphans.py", Program);
        var inits = peers.Inits(Python, program, Orphans.ToString(CultureInfo.InvariantCulture))
            .Where(init => init.Name is "pm1" or "tini").ToArray();
        var times = inits.ToDictionary(init => init.Name, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, line) in inits)
            {
                times[name].Add(Once(line));
            }
        }

        table.Add(
            "init mode: 2,000 orphans, ms until all are reaped", Median.Of(times["pm1"]), BudgetMilliseconds,
            [.. times.Where(entry => entry.Key != "pm1").Select(entry => (entry.Key, Median.Of(entry.Value)))]);
    }

    private static double Once(string[] line)
    {
        var init = Child.Start(line);
        while (Proc.Children(init.Pid).Count != Orphans + 1)
        {
            Thread.Sleep(10);
        }

        var command = Proc.Children(init.Pid).Min();
        var start = Stopwatch.GetTimestamp();
        _ = Libc.kill(command, Libc.SIGUSR1);
        while (Proc.Children(init.Pid).Count != 1)
        {
        }

        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        init.End();
        return took;
    }
}
