namespace Init.Core.NodePrograms;

/// <summary>Paths as text; whether there is something is asked elsewhere.</summary>
internal static class FilePath
{
    public static string Under(string folder, string path)
    {
        var below = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return path.StartsWith('/') ? path : folder.EndsWith('/') ? folder + below : $"{folder}/{below}";
    }

    /// <summary>After the last slash.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder itself first, the root last; so many at most.</summary>
    public static IEnumerable<string> Upwards(string folder, int foldersMax)
    {
        var place = folder.TrimEnd('/');
        for (var i = 0; i < foldersMax; i++)
        {
            yield return place == "" ? "/" : place;
            if (place == "")
            {
                yield break;
            }

            place = place[..Math.Max(place.LastIndexOf('/'), 0)].TrimEnd('/');
        }
    }
}
