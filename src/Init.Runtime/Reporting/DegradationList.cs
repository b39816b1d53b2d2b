using Init.Core.Read;

namespace Init.Runtime.Reporting;

/// <summary>What this environment does not allow: said once on stderr, kept for probes.</summary>
internal sealed class DegradationList
{
    private readonly List<Degradation> _all = [];

    internal IReadOnlyList<Degradation> All => [.. _all];

    internal void Add(Degradation degradation)
    {
        if (!_all.Exists(known => known.Feature == degradation.Feature))
        {
            _all.Add(degradation);
            Stderr.Error(degradation.Message, degradation.Hint);
        }
    }
}
