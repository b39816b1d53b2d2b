using System.Runtime.InteropServices;

namespace Init.Core.Cluster;

/// <summary>Smooth weighted round-robin, as nginx does it (ngx_http_upstream_round_robin.c): each round everybody gains
/// its weight, the richest is chosen and pays what all have gained. So 5:1:1 is a a b a c a a and not a a a a a b c, and
/// the spread is exact after each full round. Whoever rests for a moment gains too, and is made up for afterwards.</summary>
public sealed class WeightedTurns
{
    /// <summary>A worker that stood still for long is not to get all there is when it comes back.</summary>
    private const int RestMax = 64;

    private readonly Dictionary<int, long> _current = [];

    /// <param name="candidates">At least one that does not rest; in the same order each time, which decides among equals.</param>
    /// <returns>The id of the chosen one.</returns>
    public int Choose(ReadOnlySpan<Turn> candidates) => Choose(candidates, idlest: null);

    /// <summary>The one with the fewest open connections for its weight; among equals it is their turn. Those that rest are
    /// left out.</summary>
    /// <param name="candidates">At least one that does not rest.</param>
    public int ChooseIdlest(ReadOnlySpan<Turn> candidates)
    {
        Turn? idlest = null;
        foreach (var candidate in candidates)
        {
            if (!candidate.Rests
                && (idlest is not { } few || candidate.Open * few.Weight < few.Open * candidate.Weight))
            {
                idlest = candidate;
            }
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
            if (idlest is { } few
                && (candidate.Rests || candidate.Open * few.Weight != few.Open * candidate.Weight))
            {
                continue;
            }

            ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(_current, candidate.Id, out _);
            if (candidate.Rests && current >= candidate.Weight * RestMax)
            {
                // Neither does it gain, nor does anybody pay for it.
                continue;
            }

            current += candidate.Weight;
            total += candidate.Weight;
            if (!candidate.Rests && current > most)
            {
                (best, most) = (candidate.Id, current);
            }
        }

        _current[best] = most - total;
        return best;
    }
}
