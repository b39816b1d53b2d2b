namespace Init.Core.Cluster;

/// <summary>Smooth weighted round-robin, as nginx does it (ngx_http_upstream_round_robin.c): each round everybody gains
/// its weight, the richest is chosen and pays what all have gained. So 5:1:1 is a a b a c a a and not a a a a a b c, and
/// the spread is exact after each full round.</summary>
public sealed class WeightedTurns
{
    private readonly Dictionary<int, long> _current = [];

    /// <param name="candidates">At least one; in the same order each time, which decides among equals.</param>
    /// <returns>The id of the chosen one.</returns>
    public int Choose(IReadOnlyList<Turn> candidates)
    {
        var total = 0L;
        var best = candidates[0];
        var most = long.MinValue;
        foreach (var candidate in candidates)
        {
            var current = _current.GetValueOrDefault(candidate.Id) + candidate.Weight;
            _current[candidate.Id] = current;
            total += candidate.Weight;
            if (current > most)
            {
                (best, most) = (candidate, current);
            }
        }

        _current[best.Id] = most - total;
        return best.Id;
    }

    /// <summary>The one with the fewest open connections for its weight; among equals it is their turn.</summary>
    /// <param name="candidates">At least one.</param>
    public int ChooseIdlest(IReadOnlyList<Turn> candidates)
    {
        var idlest = candidates[0];
        foreach (var candidate in candidates)
        {
            idlest = candidate.Open * idlest.Weight < idlest.Open * candidate.Weight ? candidate : idlest;
        }

        return Choose([.. candidates.Where(
            candidate => candidate.Open * idlest.Weight == idlest.Open * candidate.Weight)]);
    }

    /// <summary>Who is gone owes nothing, and nothing is owed to it.</summary>
    public void Forget(int id) => _current.Remove(id);
}
