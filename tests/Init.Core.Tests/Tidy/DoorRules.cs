namespace Init.Core.Tests.Tidy;

/// <summary>The doors of Init see the snapshot and the command port, never each other: one can be exchanged, or fail,
/// without the rest.</summary>
internal static class DoorRules
{
    private static readonly string[] Doors = ["Cli", "Control", "Admin", "Telemetry", "Kubernetes", "Config", "Agent"];

    /// <summary>Who may name whom, with the reason.</summary>
    private static readonly HashSet<(string From, string To)> Allowed =
    [
        // The agent process opens its doors and closes them: it is where they are wired.
        ("Agent", "Admin"),
        ("Agent", "Control"),
        ("Agent", "Telemetry"),
        ("Agent", "Kubernetes"),
        // The command line is one of the sources of a configuration.
        ("Cli", "Config"),
    ];

    public static IEnumerable<Finding> Names(SourceTree tree)
    {
        foreach (var use in tree.Uses.Where(use => use.File.Project == "Init"))
        {
            var from = use.File.Namespace.Split('.').ElementAtOrDefault(1);
            var to = Doors.FirstOrDefault(door => use.IsIn($"Init.{door}"));
            if (Doors.Contains(from) && to is not null && to != from && !Allowed.Contains((from!, to)))
            {
                yield return use.File.Finding(use.Node,
                    $"door {from} names door {to} ({use.FullName}): put what both need outside the doors, or allow the pair in DoorRules with its reason");
            }
        }
    }
}
