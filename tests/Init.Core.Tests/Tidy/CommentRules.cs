using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Init.Core.Tests.Tidy;

internal static partial class CommentRules
{
    public static IEnumerable<Finding> Unfinished(SourceTree tree) =>
        from file in tree.Files
        from trivia in Comments(file, withDocumentation: true)
        from Match match in UnfinishedWord().Matches(trivia.ToFullString())
        select file.Finding(Location.Create(file.Tree, new(trivia.FullSpan.Start + match.Index, match.Length)),
            $"{match.Value}: do it now, or say in the issue what is open");

    public static IEnumerable<Finding> Regions(SourceTree tree) =>
        from file in tree.Files
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select file.Finding(trivia.GetLocation(), "#region: a part that wants a heading wants a type of its own");

    public static IEnumerable<Finding> CommentedOutCode(SourceTree tree) =>
        from file in tree.Files
        from trivia in Comments(file, withDocumentation: false)
        from line in trivia.ToString().Split('\n')
        where IsCode(line.Trim().TrimStart('/', '*').TrimEnd('/', '*').Trim())
        select file.Finding(trivia.GetLocation(), $"commented-out code ({line.Trim()}): remove it, history keeps it");

    /// <summary>A brace alone, or what parses as a statement that does something: a sentence does not.</summary>
    internal static bool IsCode(string text)
    {
        if (text is "{" or "}" or "};" or "});" || BlockStart().IsMatch(text))
        {
            return true;
        }

        if (!text.EndsWith(';'))
        {
            return false;
        }

        var statement = SyntaxFactory.ParseStatement(text);
        return !statement.ContainsDiagnostics && statement.FullSpan.Length == text.Length && statement switch
        {
            LocalDeclarationStatementSyntax local => local.Declaration.Variables.All(variable => variable.Initializer is not null),
            ExpressionStatementSyntax line => line.Expression is InvocationExpressionSyntax or AssignmentExpressionSyntax
                or AwaitExpressionSyntax or ObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax,
            _ => true,
        };
    }

    private static IEnumerable<SyntaxTrivia> Comments(SourceFile file, bool withDocumentation) =>
        file.Root.DescendantTrivia().Where(trivia =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            || (withDocumentation && trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex UnfinishedWord();

    [GeneratedRegex(@"^(\} *)?(if|for|foreach|while|switch|else if|using|lock|catch) ?\(.*\) *\{?$|^\w+.*\) *\{$")]
    private static partial Regex BlockStart();
}
