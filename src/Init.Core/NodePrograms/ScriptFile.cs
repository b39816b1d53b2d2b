namespace Init.Core.NodePrograms;

/// <summary>Which file Node takes for a script's name: as it is written, with `.js`, or what a folder says.</summary>
internal static class ScriptFile
{
    /// <returns>An absolute path; null: Node would find nothing.</returns>
    public static string? Find(ICommandFiles files, string script)
    {
        var path = FilePath.Under(files.WorkingDirectory, script);
        if (!path.EndsWith('/') && FileAt(files, path) is { } file)
        {
            return file;
        }

        var main = PackageJson.Read(files, path)?.Main;
        return (main is null ? null : AtMain(files, FilePath.Under(path, main))) ?? Index(files, path);
    }

    private static string? AtMain(ICommandFiles files, string path) => FileAt(files, path) ?? Index(files, path);

    private static string? FileAt(ICommandFiles files, string path) =>
        files.IsFile(path) ? path : files.IsFile(path + ".js") ? path + ".js" : null;

    private static string? Index(ICommandFiles files, string folder) =>
        FilePath.Under(folder, "index.js") is var path && files.IsFile(path) ? path : null;
}
