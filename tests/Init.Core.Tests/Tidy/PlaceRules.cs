using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

/// <summary>Where a type is found: its file, and its folder.</summary>
internal static class PlaceRules
{
    /// <summary>Namespaces that are not ours to choose, by file, with the reason.</summary>
    private static readonly Dictionary<string, string> Prescribed = new()
    {
        // The native compiler looks for the attributes under these names.
        ["src/Init.Runtime/InitMode/RuntimeExportAttribute.cs"] = "System.Runtime",
        ["src/Init.Linux/Interop/RuntimeImportAttribute.cs"] = "System.Runtime",
    };

    public static IEnumerable<Finding> OneTypePerFile(SourceTree tree)
    {
        foreach (var file in tree.Files)
        {
            var types = file.TopLevelTypes().ToList();
            foreach (var second in types.Skip(1))
            {
                yield return file.Finding(second,
                    $"a second type in the file: move {SourceFile.Identifier(second)} to {SourceFile.Identifier(second)}.cs");
            }

            if (types.Count == 0 && !(file.HasTopLevelStatements && file.Name == "Program.cs"))
            {
                yield return new Finding(file.Path, 1, "no type in the file: remove it, or give its content a type (only Program.cs has statements)");
            }

            if (types.Count > 0 && !IsNamedFor(file.Name, types[0]))
            {
                yield return file.Finding(types[0], $"{SourceFile.Identifier(types[0])} in {file.Name}: a file is named for its type (TYPE.cs, or TYPE.PART.cs for a part of a partial type)");
            }
        }
    }

    public static IEnumerable<Finding> NamespaceIsFolder(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(file => !file.HasTopLevelStatements))
        {
            var declared = file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
            var expected = Prescribed.GetValueOrDefault(file.Path, file.Namespace);
            if (declared is not FileScopedNamespaceDeclarationSyntax || declared.Name.ToString() != expected)
            {
                yield return file.Finding(declared ?? (SyntaxNode)file.Root,
                    $"namespace is {declared?.Name.ToString() ?? "missing"}: write `namespace {expected};`, as project and folder are called");
            }
        }
    }

    private static bool IsNamedFor(string fileName, MemberDeclarationSyntax type)
    {
        var name = SourceFile.Identifier(type).ValueText;
        return fileName == $"{name}.cs"
            || (type.Modifiers.Any(SyntaxKind.PartialKeyword) && fileName.StartsWith($"{name}.", StringComparison.Ordinal));
    }
}
