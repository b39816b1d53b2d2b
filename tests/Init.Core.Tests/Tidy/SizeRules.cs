using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

internal static class SizeRules
{
    private const int FileLinesMax = 400;
    private const int FunctionLinesMax = 70;

    public static IEnumerable<Finding> Files(SourceTree tree) =>
        from file in tree.Files
        let lines = file.Tree.GetText().Lines.Count - (file.Root.ToFullString().EndsWith('\n') ? 1 : 0)
        where lines > FileLinesMax
        select new Finding(file.Path, FileLinesMax + 1,
            $"{lines} lines, at most {FileLinesMax}: move one concept into a file of its own");

    public static IEnumerable<Finding> Functions(SourceTree tree) =>
        from file in tree.Files
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            or AnonymousFunctionExpressionSyntax or PropertyDeclarationSyntax { ExpressionBody: not null }
        let lines = Lines(node, node)
        where lines > FunctionLinesMax
        select file.Finding(node, TooLong(lines));

    /// <summary>Top-level statements are one function.</summary>
    public static IEnumerable<Finding> TopLevelStatements(SourceTree tree) =>
        from file in tree.Files
        let statements = file.Root.Members.OfType<GlobalStatementSyntax>().ToList()
        where statements.Count > 0
        let lines = Lines(statements[0], statements[^1])
        where lines > FunctionLinesMax
        select file.Finding(statements[0], TooLong(lines));

    private static string TooLong(int lines) =>
        $"a function of {lines} lines, at most {FunctionLinesMax}: give a step of it a name and a function of its own";

    private static int Lines(SyntaxNode first, SyntaxNode last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
