using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

/// <summary>Words that say nothing about what a thing is.</summary>
internal static class NameRules
{
    private static readonly string[] TypeSuffixes =
        ["Manager", "Handler", "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Info", "Data"];

    private static readonly string[] Folders = ["Utils", "Utilities", "Helpers", "Common", "Models", "Shared", "Misc"];

    public static IEnumerable<Finding> Types(SourceTree tree) =>
        from file in tree.Files
        from type in file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        let name = SourceFile.Identifier(type)
        let suffix = TypeSuffixes.FirstOrDefault(word => name.ValueText.EndsWith(word, StringComparison.Ordinal))
        where suffix is not null
        select file.Finding(name.GetLocation(), $"{name} ends in {suffix}: name it for what it is in this field (worker, slot, drain, quota…)");

    public static IEnumerable<Finding> Namespaces(SourceTree tree) =>
        from file in tree.Files
        let word = file.Namespace.Split('.').FirstOrDefault(part => Folders.Contains(part))
        where word is not null
        select new Finding(file.Path, 1, $"a folder called {word}: a folder is one concept, name it for that");
}
