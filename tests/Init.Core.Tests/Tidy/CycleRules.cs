namespace Init.Core.Tests.Tidy;

internal static class CycleRules
{
    /// <summary>Each use that leads out of a namespace from which there is a way back.</summary>
    public static IEnumerable<Finding> Namespaces(SourceTree tree)
    {
        var known = tree.Files.Select(file => file.Namespace).ToHashSet();
        var uses = tree.Uses
            .Select(use => (From: use.File.Namespace, To: Home(use, known), Use: use))
            .Where(edge => edge.To is not null && edge.To != edge.From)
            .GroupBy(edge => (edge.From, To: edge.To!))
            .ToDictionary(group => group.Key, group => group.First().Use);
        foreach (var ((from, to), use) in uses)
        {
            if (Way(uses.Keys, to, from) is { } back)
            {
                yield return use.File.Finding(use.Node,
                    $"{from} uses {to}, which leads back ({string.Join(" → ", back)}): move what both need to one side, or below both");
            }
        }
    }

    /// <summary>The longest known namespace that the name begins with.</summary>
    private static string? Home(NameUse use, HashSet<string> known)
    {
        var name = use.Namespace;
        while (!known.Contains(name))
        {
            var dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = name[..dot];
        }

        return name;
    }

    private static List<string>? Way(IEnumerable<(string From, string To)> edges, string start, string end)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var cameFrom = new Dictionary<string, string?> { [start] = null };
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var place) && place != end)
        {
            foreach (var neighbour in next[place].Where(neighbour => cameFrom.TryAdd(neighbour, place)))
            {
                queue.Enqueue(neighbour);
            }
        }

        if (!cameFrom.ContainsKey(end))
        {
            return null;
        }

        var way = new List<string>();
        for (string? step = end; step is not null; step = cameFrom[step])
        {
            way.Insert(0, step);
        }

        return way;
    }
}
