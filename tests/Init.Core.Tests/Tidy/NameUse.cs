using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

/// <summary>One use of a name.</summary>
/// <param name="Namespace">What it belongs to; for a name that is not known here, the name as written.</param>
/// <param name="FullName">Namespace, type and member.</param>
internal sealed record NameUse(SourceFile File, SyntaxNode Node, string Namespace, string FullName)
{
    /// <summary>In the using directives (whether they are needed or not), by name with or without its namespace, and by
    /// the members of values whose type is not written down.</summary>
    public static IEnumerable<NameUse> Of(SourceFile file, SemanticModel meaning)
    {
        foreach (var node in file.Root.DescendantNodes())
        {
            var use = node switch
            {
                IdentifierNameSyntax { Parent: UsingDirectiveSyntax } name => Written(file, name),
                QualifiedNameSyntax name when name.Parent is not QualifiedNameSyntax => Written(file, name),
                MemberAccessExpressionSyntax access when access.Parent is not MemberAccessExpressionSyntax => Written(file, access),
                SimpleNameSyntax name => Known(file, name, meaning.GetSymbolInfo(name).Symbol),
                BaseObjectCreationExpressionSyntax creation => Known(file, creation, meaning.GetSymbolInfo(creation).Symbol),
                _ => null,
            };
            if (use is not null)
            {
                yield return use;
            }
        }
    }

    public bool IsIn(string name) => Inside(Namespace, name) || Inside(FullName, name);

    private static bool Inside(string name, string outer) =>
        name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);

    private static NameUse Written(SourceFile file, SyntaxNode name)
    {
        var text = string.Concat(name.ToString().Where(c => !char.IsWhiteSpace(c))).Replace("global::", "", StringComparison.Ordinal);
        return new NameUse(file, name, text, text);
    }

    private static NameUse? Known(SourceFile file, SyntaxNode node, ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        if (type is null || type.ContainingNamespace is not { IsGlobalNamespace: false } home)
        {
            return null;
        }

        var full = $"{home.ToDisplayString()}.{type.Name}";
        return new NameUse(file, node, home.ToDisplayString(), symbol is INamedTypeSymbol ? full : $"{full}.{symbol!.Name}");
    }
}
