using Init.Core.Config;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Runtime.Guards;

/// <summary>Follows a CPU quota that is changed under a running pod: nothing tells of it, so it is read again and
/// again, and believed when it says the same twice.</summary>
/// <param name="workers">As configured.</param>
/// <param name="cpu">As read at the start.</param>
/// <param name="read">Quota in CPUs (0: none), and CPUs of the affinity mask.</param>
/// <param name="changed">Takes what is true now.</param>
internal sealed class QuotaGuard(
    WorkersExpression workers, CpuSnapshot cpu, Func<(double Quota, int Affinity)> read, Action<CpuSnapshot> changed,
    Action<PoolEvent> post) : IGuard
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private (double Quota, int Affinity)? _before;

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    /// <summary>What the number of workers follows; null: somebody has said a plain number.</summary>
    internal WorkersExpression? Followed { get; set; } = workers.Percent == 0 ? null : workers;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> all)
    {
        Deadline = now + Interval;
        var seen = read();
        var isSure = _before == seen;
        _before = seen;
        if (!isSure || (seen.Quota == cpu.Quota && seen.Affinity == cpu.Affinity))
        {
            return;
        }

        var known = cpu;
        cpu = new CpuSnapshot(seen.Quota, seen.Affinity, workers.Evaluate(seen.Quota, seen.Affinity).Source);
        changed(cpu);
        if (Followed is { } followed
            && followed.Evaluate(seen.Quota, seen.Affinity).Workers is var wanted
            && wanted != followed.Evaluate(known.Quota, known.Affinity).Workers)
        {
            post(new PoolEvent.Scale(wanted, "the CPU quota changed"));
        }
    }
}
