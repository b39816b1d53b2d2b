namespace Init.E2E.Testbed;

/// <summary>The sources that these tests were built from: chart and images are tested as they are there.</summary>
internal static class Sources
{
    private static readonly Lazy<string> Root = new(Find);

    public static string Path(string below) => System.IO.Path.Combine(Root.Value, below);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Init.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"no Init.sln above {AppContext.BaseDirectory}");
    }
}
