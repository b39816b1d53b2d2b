namespace Init.Core.NodePrograms;

internal enum PackageOrderKind
{
    /// <summary>Of the package.json.</summary>
    Script,

    /// <summary>Of node_modules/.bin.</summary>
    Program,

    /// <summary>The script, if there is one.</summary>
    ScriptOrProgram,
}
