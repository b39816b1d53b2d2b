using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

/// <summary>A parsed source of the product.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path, SyntaxTree tree)
    {
        Path = path;
        Tree = tree;
        Root = tree.GetCompilationUnitRoot();
    }

    /// <summary>From the repository's top: `src/PROJECT/FOLDER/FILE.cs`.</summary>
    public string Path { get; }
    public SyntaxTree Tree { get; }
    public CompilationUnitSyntax Root { get; }

    public string Name => System.IO.Path.GetFileName(Path);
    public string Project => Path.Split('/')[1];
    public bool HasTopLevelStatements => Root.Members.Any(member => member is GlobalStatementSyntax);

    /// <summary>Project and folders, joined by dots.</summary>
    public string Namespace => string.Join('.', Path.Split('/')[1..^1]);

    public static SourceFile Parse(string path, string text) =>
        new(path, CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path));

    public Finding Finding(SyntaxNode node, string message) => Finding(node.GetLocation(), message);

    public Finding Finding(Location location, string message) =>
        new(Path, location.GetLineSpan().StartLinePosition.Line + 1, message);

    /// <summary>Types, not counting those inside other types.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes() =>
        Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static SyntaxToken Identifier(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier,
        DelegateDeclarationSyntax declared => declared.Identifier,
        _ => throw new ArgumentException("not a type", nameof(type)),
    };
}
