using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Where an expression meets a machine.</summary>
public static class WorkersCount
{
    /// <summary>What the expression is worth here. `auto` is clamp(⌈quota⌉, 1, affinity): a quota of 1.5 CPUs keeps two
    /// workers busy. A percentage is taken of that whole number and rounded up too, then the offset is added, then the
    /// result is put into 1 to <see cref="WorkersExpression.WorkersMax"/>.</summary>
    /// <param name="expression">As configured.</param>
    /// <param name="quotaCpus">CPUs' worth of quota; 0: none.</param>
    /// <param name="affinity">CPUs of the affinity mask; less than 1 counts as 1.</param>
    public static (int Workers, WorkersSource Source) Evaluate(
        this WorkersExpression expression, double quotaCpus, int affinity)
    {
        var cpus = Math.Max(affinity, 1);
        var quota = quotaCpus > 0 ? Math.Ceiling(quotaCpus) : double.PositiveInfinity;
        var byQuota = expression.Base == WorkersBase.Auto && quota <= cpus;
        var share = ((long)expression.Percent * (byQuota ? (int)quota : cpus) + 99) / 100;
        var source = expression.Percent == 0 ? WorkersSource.Explicit
            : byQuota ? WorkersSource.Quota
            : WorkersSource.Affinity;
        return ((int)Math.Clamp(share + expression.Offset, 1, WorkersExpression.WorkersMax), source);
    }
}
