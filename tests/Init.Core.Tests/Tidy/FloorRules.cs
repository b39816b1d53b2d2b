using System.Xml.Linq;

namespace Init.Core.Tests.Tidy;

/// <summary>Arrows go down, and each floor has words that it must not say.</summary>
internal static class FloorRules
{
    /// <summary>What each project may reference. A project that is not here is a new wall: say here what it may see.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Init.Linux"] = [],
        ["Init.Core"] = [],
        ["Init.Runtime"] = ["Init.Linux", "Init.Core"],
        ["Init"] = ["Init.Runtime", "Init.Linux", "Init.Core"],
    };

    private static readonly string[] Frameworks =
        ["Microsoft.AspNetCore", "Microsoft.Extensions", "OpenTelemetry", "System.CommandLine", "YamlDotNet"];

    /// <summary>The mind has no hands, no clock and no dice.</summary>
    private static readonly string[] Outside =
    [
        "System.IO", "System.Threading", "System.Net.Sockets", "System.Net.Http", "System.Net.Dns",
        "System.Runtime.InteropServices.NativeLibrary", "System.Runtime.InteropServices.LibraryImportAttribute",
        "System.Console", "System.Environment", "System.Diagnostics.Process", "System.AppContext",
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today",
        "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow", "System.TimeProvider", "System.Diagnostics.Stopwatch",
        "System.Random", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly Dictionary<string, string[]> MustNotName = new()
    {
        ["Init.Linux"] = Frameworks,
        ["Init.Core"] = [.. Frameworks, .. Outside],
        ["Init.Runtime"] = [.. Frameworks, "System.Net.Http"],
        ["Init"] = [],
    };

    public static IEnumerable<Finding> Names(SourceTree tree)
    {
        var projects = tree.Files.Select(file => file.Project).Where(project => project != "Init").ToHashSet();
        foreach (var use in tree.Uses)
        {
            var floor = use.File.Project;
            if (!MayUse.TryGetValue(floor, out var below))
            {
                yield return use.File.Finding(use.Node, $"{floor} is no floor of the house: add it to FloorRules with what it may use");
                continue;
            }

            var above = projects.FirstOrDefault(project => project != floor && !below.Contains(project) && use.IsIn(project));
            var word = above ?? MustNotName[floor].FirstOrDefault(use.IsIn);
            if (word is not null)
            {
                yield return use.File.Finding(use.Node,
                    $"{floor} must not name {word} ({use.FullName}): take it as an argument, or move this code to the floor that may");
            }
        }
    }

    /// <param name="projects">Project files by their path from the repository's top.</param>
    public static IEnumerable<Finding> References(IReadOnlyDictionary<string, string> projects)
    {
        foreach (var (path, text) in projects)
        {
            var floor = Path.GetFileNameWithoutExtension(path);
            foreach (var item in XDocument.Parse(text, LoadOptions.SetLineInfo).Descendants())
            {
                var target = item.Attribute("Include")?.Value ?? "";
                var isWrong = item.Name.LocalName switch
                {
                    "ProjectReference" => !MayUse.GetValueOrDefault(floor, []).Contains(Path.GetFileNameWithoutExtension(target)),
                    "PackageReference" or "FrameworkReference" => floor != "Init",
                    _ => false,
                };
                if (isWrong)
                {
                    yield return new Finding(path, ((System.Xml.IXmlLineInfo)item).LineNumber,
                        $"{floor} must not reference {target}: only Init has frameworks and packages, and projects reference only floors below");
                }
            }
        }
    }
}
