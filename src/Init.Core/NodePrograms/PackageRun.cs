namespace Init.Core.NodePrograms;

/// <summary>What a package tool would execute, and with what.</summary>
/// <param name="Words">The command.</param>
/// <param name="Environment">What it adds, but PATH.</param>
/// <param name="Folders">What it adds to PATH.</param>
internal sealed record PackageRun(
    IReadOnlyList<string> Words,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    IReadOnlyList<string> Folders)
{
    /// <summary>So far up packages are looked for.</summary>
    private const int FoldersMax = 16;

    private const int VariableCharsMax = 4096;

    /// <summary>Yarn without node_modules: its programs find nothing unless yarn has started them.</summary>
    private static readonly string[] PlugAndPlay = [".pnp.cjs", ".pnp.js"];

    /// <returns>null: there is nothing of that name, or more than one plain command.</returns>
    public static PackageRun? Of(PackageOrder order, PackageJson package, Surroundings around)
    {
        var folder = around.Files.WorkingDirectory;
        if (order.Name == "" || order.Name.StartsWith('-')
            || PlugAndPlay.Any(file => around.Files.IsFile(FilePath.Under(folder, file))))
        {
            return null;
        }

        string[] folders =
            [.. FilePath.Upwards(folder, FoldersMax).Select(at => FilePath.Under(at, "node_modules/.bin"))];
        var isScript = order.Kind == PackageOrderKind.Script
            || (order.Kind == PackageOrderKind.ScriptOrProgram && package.Scripts.ContainsKey(order.Name));
        return isScript
            ? Script(order, package, around.Files, folders) : Program(order, package, around.Files, folders);
    }

    private static PackageRun? Script(
        PackageOrder order, PackageJson package, ICommandFiles files, IReadOnlyList<string> folders)
    {
        // What runs before or after needs the tool between pm1 and the program.
        if (package.Scripts.ContainsKey("pre" + order.Name) || package.Scripts.ContainsKey("post" + order.Name))
        {
            return null;
        }

        var text = package.Scripts.TryGetValue(order.Name, out var written) ? written
            : order.Origin == "npm start" && files.IsFile(FilePath.Under(files.WorkingDirectory, "server.js"))
                ? "node server.js" : null;
        return text is not null && PlainCommand.Parse(text) is { } plain
            ? new PackageRun(
                [.. plain.Words, .. order.Arguments],
                [.. Variables(package, files, order.Name, text), .. plain.Assignments], folders)
            : null;
    }

    private static PackageRun? Program(
        PackageOrder order, PackageJson package, ICommandFiles files, IReadOnlyList<string> folders)
    {
        var path = order.Name.Contains('/') ? null
            : folders.Select(folder => FilePath.Under(folder, order.Name))
                .FirstOrDefault(path => files.ProgramHead(path) is not null);
        return path is null ? null
            : new PackageRun([path, .. order.Arguments], Variables(package, files, "npx", order.Name), folders);
    }

    /// <summary>Those of which programs are known to ask.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Variables(
        PackageJson package, ICommandFiles files, string happening, string text)
    {
        (string Name, string? Value)[] variables =
        [
            ("npm_package_name", package.Name),
            ("npm_package_version", package.Version),
            ("npm_package_json", package.Path),
            ("npm_lifecycle_event", happening),
            ("npm_lifecycle_script", text),
            ("INIT_CWD", files.WorkingDirectory),
        ];
        var known = variables
            .Where(variable => variable.Value is { Length: <= VariableCharsMax } value && !value.Contains('\0'))
            .Select(variable => new KeyValuePair<string, string>(variable.Name, variable.Value!));
        return [.. known, .. package.Config];
    }
}
