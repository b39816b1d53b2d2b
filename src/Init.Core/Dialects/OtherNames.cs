namespace Init.Core.Dialects;

/// <summary>The names by which pm1 takes on another program's command line.</summary>
public static class OtherNames
{
    /// <summary>Also what `pm1 install --as` takes.</summary>
    public static readonly IReadOnlyList<string> All = ["tini", "tini-static", "docker-init", "dumb-init", "catatonit"];

    /// <returns>null: pm1's own name, or one that nobody knows.</returns>
    public static Func<Called, DialectOutcome>? Find(string argv0) => argv0[(argv0.LastIndexOf('/') + 1)..] switch
    {
        "tini" or "tini-static" or "docker-init" => TiniCommand.Read,
        "dumb-init" => DumbInitCommand.Read,
        "catatonit" => CatatonitCommand.Read,
        _ => null,
    };
}
