using System.Diagnostics;

namespace Init.Bench.Soak;

/// <summary>One program under pm1, load on it, trouble for it, and what came of it.</summary>
internal sealed class Trial(Peers peers, Scratch folder, Subject subject, int port, int seed, TimeSpan length)
{
    /// <summary>Times in a quarter that the pool is made as it was in the beginning, so that descriptors can be compared.
    /// In the first quarter nothing is measured: what is loaded and grown once, is so after it.</summary>
    private const int MeasurementsPerQuarter = 3;
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly List<string> violations = [];
    private readonly Stopwatch clock = new();
    private TimeSpan endedAt;

    /// <returns>What was not as it must be.</returns>
    public IReadOnlyList<string> Run()
    {
        using var quota = Quota.Create(Trouble.Cpus, out var why);
        Say(quota is null
            ? $"{subject.Name}: quota changes are skipped: no control group may be written: {why}" : $"{subject.Name}:");
        using var control = new Control(folder.Path);
        var workers = quota is null ? Scratch.Text(Trouble.Workers) : Trouble.WorkersOption;
        var child = Child.Start(
            [
                .. quota?.Wrapper ?? [], peers.Pm1, "run", "--admin", "off", "--workers", workers,
                "--min-uptime", "1s", "--max-restarts", "1000/60s", "--", .. subject.Command,
            ],
            ("PM1_RUNTIME_DIR", folder.Path));
        control.WaitFor(app => app.IsSettled && app.Wanted == Trouble.Workers, StartMax, "ready");
        clock.Start();
        var clients = new Clients(port);
        var trouble = new Trouble(
            new Random(seed), child.Pid, port, control, quota, () => quota is not null && clock.Elapsed < length / 4, Say);
        try
        {
            var measured = Storm(child.Pid, trouble);
            clients.ExpectEnd();
            endedAt = clock.Elapsed;
            _ = Libc.kill(child.Pid, Libc.SIGTERM);
            var code = child.Wait();
            clients.Stop();
            Judge(measured, clients, trouble, code);
        }
        finally
        {
            clients.Stop();
        }

        return violations;
    }

    /// <summary>The footprints of supervisor and agent, by quarter.</summary>
    private Dictionary<(string Who, int Quarter), List<Footprint>> Storm(int pm1, Trouble trouble)
    {
        var measured = new Dictionary<(string Who, int Quarter), List<Footprint>>();
        var pauses = new Random(seed + 1);
        var interval = length / 4 / MeasurementsPerQuarter;
        var next = length / 4 + interval;
        while (clock.Elapsed < length && Proc.State(pm1) is not (null or 'Z'))
        {
            Thread.Sleep(PauseMin + (pauses.NextDouble() * (PauseMax - PauseMin)));
            trouble.Make();
            var isDue = clock.Elapsed >= next;
            if (isDue)
            {
                trouble.Settle();
                next += interval;
            }

            Measure("supervisor", pm1, isDue);
            Measure("agent", Pool.AgentOf(pm1), isDue);
        }

        return measured;

        // With another number of workers there are other descriptors: only the memory may be compared all the time.
        void Measure(string who, int pid, bool isSettled)
        {
            if (pid == 0)
            {
                return;
            }

            var footprint = Footprint.Of(pid);
            var key = (who, int.Min((int)(4 * (clock.Elapsed / length)), 3));
            (measured.TryGetValue(key, out var list) ? list : measured[key] = []).Add(
                isSettled ? footprint : footprint with { Descriptors = int.MaxValue });
            if (isSettled)
            {
                Say($"{who}: {footprint}");
            }
        }
    }

    private void Judge(
        Dictionary<(string Who, int Quarter), List<Footprint>> measured, Clients clients, Trouble trouble, int code)
    {
        var unexplained = clients.Failures.Where(failure => !trouble.Victims.Exists(victim => victim.Explains(failure)))
            .ToList();
        foreach (var failure in unexplained)
        {
            var at = clock.Elapsed - Stopwatch.GetElapsedTime(failure.At);
            var when = at < endedAt ? "" : ", in the drain";
            violations.Add(
                $"at {at.TotalSeconds:0.0} s{when}, a request was {failure.Outcome}, and no killed worker had it");
        }

        foreach (var who in measured.Keys.Select(key => key.Who).Distinct())
        {
            var (second, last) = (measured.GetValueOrDefault((who, 1)), measured.GetValueOrDefault((who, 3)));
            if (second is null || last is null)
            {
                violations.Add($"{who}: not measured in both quarters: the time is too short");
            }
            else
            {
                var (before, now) = (Footprint.Least(second), Footprint.Least(last));
                Say($"{who}: at least, second quarter {before}; last quarter {now}");
                Blame(now.GrownSince(before) is { Length: > 0 }, $"{who} has grown: {now.GrownSince(before)}");
            }

            Blame(measured.Any(entry => entry.Key.Who == who && entry.Value.Exists(Footprint.IsTooLarge)),
                $"{who} was too large");
        }

        Blame(code != 0, $"pm1 ended with {code}");
        var inFlight = trouble.Victims.Sum(victim => victim.ClientPorts.Count);
        Say($"{trouble.Done}; {clients[Outcome.Ok]} requests answered, {clients[Outcome.ClosedIdle]} on a kept connection "
            + $"made anew; {clients.Failures.Count} failed, of {inFlight} connections at the killed workers; "
            + $"{unexplained.Count} failed otherwise; exit code {code}");
    }

    private void Blame(bool isSo, string what)
    {
        if (isSo)
        {
            violations.Add(what);
        }
    }

    private void Say(string what) => Console.Out.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.0}  {what}");
}
