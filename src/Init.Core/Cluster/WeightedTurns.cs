using System.Runtime.InteropServices;

namespace Init.Core.Cluster;

/// <summary>Smooth weighted round-robin, as nginx does it (ngx_http_upstream_round_robin.c): each round everybody gains
/// its weight, the richest is chosen and pays what all have gained. So 5:1:1 is a a b a c a a and not a a a a a b c, and
/// the spread is exact after each full round.</summary>
public sealed class WeightedTurns
{
    private readonly Dictionary<int, long> _current = [];

    /// <param name="candidates">At least one; in the same order each time, which decides among equals.</param>
    /// <returns>The id of the chosen one.</returns>
    public int Choose(ReadOnlySpan<Turn> candidates) => Choose(candidates, idlest: null);

    /// <summary>The one with the fewest open connections for its weight; among equals it is their turn.</summary>
    /// <param name="candidates">At least one.</param>
    public int ChooseIdlest(ReadOnlySpan<Turn> candidates)
    {
        var idlest = candidates[0];
        foreach (var candidate in candidates)
        {
            idlest = candidate.Open * idlest.Weight < idlest.Open * candidate.Weight ? candidate : idlest;
        }

        return Choose(candidates, idlest);
    }

    /// <summary>Who is gone owes nothing, and nothing is owed to it.</summary>
    public void Forget(int id) => _current.Remove(id);

    /// <param name="idlest">Only those take part that are as idle; null: all.</param>
    private int Choose(ReadOnlySpan<Turn> candidates, Turn? idlest)
    {
        var (total, best, most) = (0L, 0, long.MinValue);
        foreach (var candidate in candidates)
        {
            if (idlest is { } few && candidate.Open * few.Weight != few.Open * candidate.Weight)
            {
                continue;
            }

            ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(_current, candidate.Id, out _);
            current += candidate.Weight;
            total += candidate.Weight;
            if (current > most)
            {
                (best, most) = (candidate.Id, current);
            }
        }

        _current[best] = most - total;
        return best;
    }
}
