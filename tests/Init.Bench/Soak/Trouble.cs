namespace Init.Bench.Soak;

/// <summary>What is done to a pool, at random, but the same again with the same seed.</summary>
/// <param name="isFollowing">Whether nobody has said a number of workers yet: only then the number follows the quota,
/// so that by hand it is said only later.</param>
internal sealed class Trouble(
    Random random, int pm1, int port, Control control, Quota? quota, Func<bool> isFollowing, Action<string> say)
{
    /// <summary>So many workers are started with, and brought back for a measurement.</summary>
    public const int Workers = 4;
    private const int WorkersMin = 2;
    private const int WorkersMax = 7;

    /// <summary>A share of these: with two CPUs it is 4 workers.</summary>
    public const string WorkersOption = "200%";
    public const double Cpus = 2;
    private static readonly double[] Quotas = [1, 1.5, 2, 2.5, 3];
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<string, int> done = [];

    public List<Victim> Victims { get; } = [];

    public string Done => string.Join(", ", done.Select(entry => $"{entry.Value} {entry.Key}"));

    public void Make()
    {
        switch (random.Next(100))
        {
            case < 35:
                Kill();
                break;
            case < 65:
                Note("reload", "");
                _ = Libc.kill(pm1, Libc.SIGHUP);
                break;
            case < 85 when !isFollowing():
                Scale(random.Next(2) == 0 ? 1 : -1);
                break;
            default:
                SetQuota(Quotas[random.Next(Quotas.Length)]);
                break;
        }
    }

    /// <summary>As it was in the beginning, so that one measurement can be compared with another.</summary>
    public void Settle()
    {
        quota?.Set(Cpus);

        // Asked again each time: a signal that was sent just before may not have come yet.
        control.WaitFor(
            app =>
            {
                if (!isFollowing() && app.Wanted != Workers)
                {
                    Step(app);
                }

                return app.IsSettled && app.Wanted == Workers;
            },
            SettleMax, "settled");
    }

    private void Step(AppView app)
    {
        _ = Libc.kill(pm1, app.Wanted < Workers ? Libc.SIGTTIN : Libc.SIGTTOU);
        control.WaitFor(now => now.Wanted != app.Wanted, SettleMax, "scaled");
    }

    private void Kill()
    {
        var workers = control.App()?.Workers.Where(worker => worker.Pid != 0).ToArray() ?? [];
        if (workers.Length > 0 && Victim.Kill(workers[random.Next(workers.Length)].Pid, port) is { } victim)
        {
            Victims.Add(victim);
            Note("kill", $"{victim.Pid}, which has {victim.ClientPorts.Count} connections");
        }
    }

    private void Scale(int by)
    {
        if (control.App() is { } app && app.Wanted + by is >= WorkersMin and <= WorkersMax)
        {
            Note(by > 0 ? "scale up" : "scale down", "");
            _ = Libc.kill(pm1, by > 0 ? Libc.SIGTTIN : Libc.SIGTTOU);
        }
    }

    private void SetQuota(double cpus)
    {
        if (quota is not null)
        {
            quota.Set(cpus);
            Note("quota", $"{cpus}");
        }
    }

    private void Note(string what, string detail)
    {
        done[what] = done.GetValueOrDefault(what) + 1;
        say($"{what} {detail}".TrimEnd());
    }
}
