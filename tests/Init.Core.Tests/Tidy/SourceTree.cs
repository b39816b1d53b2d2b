using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Init.Core.Tests.Tidy;

/// <summary>The sources of the product, or a sample in their place, with what their names mean.</summary>
internal sealed class SourceTree
{
    /// <summary>What ImplicitUsings adds to every file.</summary>
    private static readonly SyntaxTree Implicit = CSharpSyntaxTree.ParseText(string.Concat(
        new[] { "", ".Collections.Generic", ".IO", ".Linq", ".Net.Http", ".Threading", ".Threading.Tasks" }
            .Select(name => $"global using global::System{name};\n")));

    /// <summary>The BCL. Frameworks and packages that the tests do not reference stay unknown names.</summary>
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Lazy<SourceTree> ProductTree = new(Load);

    private SourceTree(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        var compilation = CSharpCompilation.Create("tidy", files.Select(file => file.Tree).Append(Implicit), References);
        Uses = [.. files.SelectMany(file => NameUse.Of(file, compilation.GetSemanticModel(file.Tree)))];
    }

    public static SourceTree Product => ProductTree.Value;

    public IReadOnlyList<SourceFile> Files { get; }

    public static SourceTree Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => SourceFile.Parse(file.Path, file.Text))]);

    public IReadOnlyList<NameUse> Uses { get; }

    /// <summary>Project files by their path from the repository's top.</summary>
    public static Dictionary<string, string> Projects()
    {
        var top = Top();
        return Directory.EnumerateFiles(Path.Combine(top, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(top, path), File.ReadAllText);
    }

    /// <summary>The repository's top: the folder of Init.sln.</summary>
    public static string Top()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Init.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Init.sln above the tests");
        }

        return folder;
    }

    private static SourceTree Load()
    {
        var top = Top();
        return new SourceTree([.. Directory.EnumerateFiles(Path.Combine(top, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(top, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => SourceFile.Parse(path, File.ReadAllText(Path.Combine(top, path))))]);
    }
}
