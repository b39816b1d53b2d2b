using Xunit;

namespace Init.Core.Tests.Tidy;

/// <summary>The product keeps the rules of the house.</summary>
public sealed class ProductTests
{
    [Fact]
    public void Sources_are_found() => Assert.NotEmpty(SourceTree.Product.Files);

    [Fact]
    public void Files_are_short() => AssertNone(SizeRules.Files);

    [Fact]
    public void Functions_are_short() => AssertNone(SizeRules.Functions);

    [Fact]
    public void Top_level_statements_are_short() => AssertNone(SizeRules.TopLevelStatements);

    [Fact]
    public void Files_have_one_type_and_are_named_for_it() => AssertNone(PlaceRules.OneTypePerFile);

    [Fact]
    public void Namespaces_are_folders() => AssertNone(PlaceRules.NamespaceIsFolder);

    [Fact]
    public void Namespaces_have_no_cycle() => AssertNone(CycleRules.Namespaces);

    [Fact]
    public void Floors_name_only_what_is_below_them() => AssertNone(FloorRules.Names);

    [Fact]
    public void Projects_reference_only_what_is_below_them() => AssertNone(_ => FloorRules.References(SourceTree.Projects()));

    [Fact]
    public void Doors_do_not_name_each_other() => AssertNone(DoorRules.Names);

    [Fact]
    public void Types_are_named_for_what_they_are() => AssertNone(NameRules.Types);

    [Fact]
    public void Folders_are_named_for_a_concept() => AssertNone(NameRules.Namespaces);

    [Fact]
    public void Nothing_is_marked_as_unfinished() => AssertNone(CommentRules.Unfinished);

    [Fact]
    public void Nothing_is_folded_away_in_regions() => AssertNone(CommentRules.Regions);

    [Fact]
    public void Nothing_is_commented_out() => AssertNone(CommentRules.CommentedOutCode);

    private static void AssertNone(Func<SourceTree, IEnumerable<Finding>> rule)
    {
        var findings = rule(SourceTree.Product).Distinct().ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
