using Xunit;

namespace Init.Core.Tests.Tidy;

/// <summary>Each rule finds the small wrong that it is there for, and leaves the right alone.</summary>
public sealed class RuleTests
{
    private const string Core = "src/Init.Core/Spec/Thing.cs";

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void File_is_too_long_from_401_lines(int lines, int findings) =>
        Assert.Equal(findings, SizeRules.Files(Text(string.Concat(Enumerable.Repeat("// A line.\n", lines)))).Count());

    [Theory]
    [InlineData("void F()\n{@}", 67, 0)]
    [InlineData("void F()\n{@}", 68, 1)]
    [InlineData("Thing()\n{@}", 68, 1)]
    [InlineData("int P { get {@ return 1; } }", 70, 1)]
    [InlineData("int P =>@ 1;", 70, 1)]
    [InlineData("object f = () =>\n{@};", 70, 1)]
    public void Function_is_too_long_from_71_lines(string function, int lines, int findings)
    {
        var found = SizeRules.Functions(Type(function.Replace("@", string.Concat(Enumerable.Repeat("\n", lines + 1))))).ToList();
        Assert.Equal(findings, found.Count);
        Assert.All(found, finding => Assert.StartsWith($"{Core}:4: a function of 7", finding.ToString()));
    }

    [Fact]
    public void Top_level_statements_count_as_a_function()
    {
        var text = "F();" + new string('\n', 70) + "F();\n";
        Assert.Single(SizeRules.TopLevelStatements(SourceTree.Of(("src/Init/Program.cs", text))));
    }

    [Theory]
    [InlineData("Thing.cs", "class Thing;", 0)]
    [InlineData("Thing.cs", "class Thing<T>;", 0)]
    [InlineData("Thing.cs", "class Thing { class Inner; }", 0)]
    [InlineData("Thing.cs", "delegate void Thing();", 0)]
    [InlineData("Libc.Signal.cs", "partial class Libc;", 0)]
    [InlineData("Libc.Signal.cs", "class Libc;", 1)]
    [InlineData("Thing.cs", "class Other;", 1)]
    [InlineData("Thing.cs", "class Thing; enum Other { A }", 1)]
    [InlineData("Thing.cs", "class Thing; delegate void Other();", 1)]
    [InlineData("Thing.cs", "", 1)]
    public void File_has_one_type_and_is_named_for_it(string file, string types, int findings) =>
        Assert.Equal(findings, PlaceRules.OneTypePerFile(
            SourceTree.Of(($"src/Init.Core/{file}", $"namespace Init.Core;\n{types}\n"))).Count());

    [Theory]
    [InlineData("namespace Init.Core.Spec; class Thing;", 0)]
    [InlineData("namespace Init.Core; class Thing;", 1)]
    [InlineData("namespace Init.Core.Spec { class Thing; }", 1)]
    [InlineData("class Thing;", 1)]
    public void Namespace_is_project_and_folder(string text, int findings) =>
        Assert.Equal(findings, PlaceRules.NamespaceIsFolder(Text(text)).Count());

    [Theory]
    [InlineData("using Init.Core.Spec;", "class B;")]
    [InlineData("", "class B { Init.Core.Spec.A a; }")]
    [InlineData("", "class B { Spec.A a; }")]
    [InlineData("", "class B { Init.Core.Top t; object o = Init.Core.Top.Value.Member; }")]
    public void Cycle_between_namespaces_is_found_on_both_sides(string usings, string type)
    {
        var found = CycleRules.Namespaces(SourceTree.Of(
            ("src/Init.Core/Spec/A.cs", "using Init.Core.Read;\nnamespace Init.Core.Spec; class A { B b; public object Member; }"),
            ("src/Init.Core/Top.cs", "namespace Init.Core; class Top { public static Spec.A Value; }"),
            ("src/Init.Core/Read/B.cs", $"{usings}\nnamespace Init.Core.Read; {type}"))).ToList();
        Assert.Contains(found, finding => finding.File == "src/Init.Core/Spec/A.cs");
        Assert.Contains(found, finding => finding.File == "src/Init.Core/Read/B.cs");
    }

    [Fact]
    public void Arrows_that_go_one_way_are_no_cycle() => Assert.Empty(CycleRules.Namespaces(SourceTree.Of(
        ("src/Init.Core/Spec/A.cs", "namespace Init.Core.Spec; class A;"),
        ("src/Init.Core/Read/B.cs", "using Init.Core.Spec;\nnamespace Init.Core.Read; class B { A a; }"),
        ("src/Init.Core/Top.cs", "namespace Init.Core; class Top { Spec.A a; Read.B b; }"))));

    [Theory]
    [InlineData("Init.Core", "using Init.Linux.Proc;")]
    [InlineData("Init.Core", "using System.IO;")]
    [InlineData("Init.Core", "class T { object o = File.ReadAllText(\"/x\"); }")]
    [InlineData("Init.Core", "class T { System.Threading.Lock l; }")]
    [InlineData("Init.Core", "class T { Task t; }")]
    [InlineData("Init.Core", "using System.Net.Sockets;")]
    [InlineData("Init.Core", "using System; class T { object o = DateTime.UtcNow; }")]
    [InlineData("Init.Core", "using System; class T { object o = Environment.MachineName; }")]
    [InlineData("Init.Core", "using System; class T { Random r = new(); }")]
    [InlineData("Init.Linux", "class T { Init.Core.Spec.S s; }")]
    [InlineData("Init.Runtime", "using Microsoft.AspNetCore.Http;")]
    [InlineData("Init.Runtime", "class T { OpenTelemetry.Metrics.Meter m; }")]
    [InlineData("Init.Runtime", "class T { object o = global::Microsoft.AspNetCore.Http.Results.Ok(); }")]
    [InlineData("Init.Other", "using System;")]
    public void Floor_does_not_name_what_is_above_or_outside(string floor, string text) =>
        Assert.NotEmpty(FloorRules.Names(Beside(floor, text)));

    [Theory]
    [InlineData("Init.Core", "using System; class T { DateTime d; TimeSpan Environment; object o() => Environment; }")]
    [InlineData("Init.Core", "using System.Net; class T { IPAddress a; }")]
    [InlineData("Init.Linux", "class T { object o = File.ReadAllText(\"/x\"); }")]
    [InlineData("Init.Runtime", "using Init.Linux.Proc; using Init.Core.Spec; class T { S s; P p; }")]
    public void Floor_names_what_it_may(string floor, string text) => Assert.Empty(FloorRules.Names(Beside(floor, text)));

    [Theory]
    [InlineData("Init.Core", "ProjectReference", "../Init.Linux/Init.Linux.csproj", 1)]
    [InlineData("Init.Linux", "PackageReference", "Polly", 1)]
    [InlineData("Init.Runtime", "FrameworkReference", "Microsoft.AspNetCore.App", 1)]
    [InlineData("Init.Runtime", "ProjectReference", "../Init/Init.csproj", 1)]
    [InlineData("Init.Runtime", "ProjectReference", "../Init.Core/Init.Core.csproj", 0)]
    [InlineData("Init", "PackageReference", "YamlDotNet", 0)]
    public void Project_references_only_what_is_below(string project, string item, string target, int findings) =>
        Assert.Equal(findings, FloorRules.References(new Dictionary<string, string>
        {
            [$"src/{project}/{project}.csproj"] = $"<Project>\n<ItemGroup>\n<{item} Include=\"{target}\" />\n</ItemGroup></Project>",
        }).Count());

    [Theory]
    [InlineData("Admin", "Control", 1)]
    [InlineData("Control", "Agent", 1)]
    [InlineData("Agent", "Control", 0)]
    [InlineData("Metrics", "Control", 0)]
    [InlineData("Control", "Metrics", 0)]
    public void Door_does_not_name_another_door(string from, string to, int findings) =>
        Assert.Equal(findings, DoorRules.Names(SourceTree.Of(
            ($"src/Init/{from}/T.cs", $"using Init.{to};\nnamespace Init.{from}; class T;"),
            ($"src/Init/{to}/U.cs", $"namespace Init.{to}; class U;"))).Count());

    [Theory]
    [InlineData("class WorkerManager;", 1)]
    [InlineData("struct signalfd_siginfo;", 0)]
    [InlineData("class Thing { record Data; }", 1)]
    [InlineData("delegate void SignalHandler();", 1)]
    [InlineData("class Thing { int data; }", 0)]
    public void Type_is_named_for_what_it_is(string type, int findings) => Assert.Equal(findings, NameRules.Types(Text(type)).Count());

    [Fact]
    public void Folder_is_named_for_a_concept() =>
        Assert.Single(NameRules.Namespaces(SourceTree.Of(("src/Init.Core/Helpers/T.cs", "class T;"))));

    [Theory]
    [InlineData("// TODO: later", 1)]
    [InlineData("/// <summary>FIXME</summary>\nclass T;", 1)]
    [InlineData("/* one\n * XXX */", 1)]
    [InlineData("class T { string s = \"TODO\"; }", 0)]
    [InlineData("// What is to do.", 0)]
    public void Unfinished_work_is_found(string text, int findings) => Assert.Equal(findings, CommentRules.Unfinished(Text(text)).Count());

    [Fact]
    public void Unfinished_work_is_found_on_its_line() =>
        Assert.StartsWith($"{Core}:3: TODO", CommentRules.Unfinished(Text("/* one\n * two\n * TODO */")).Single().ToString());

    [Fact]
    public void Region_is_found() => Assert.Single(CommentRules.Regions(Text("#region all\n#endregion\n")));

    [Theory]
    [InlineData("// var x = 1;", 1)]
    [InlineData("// worker.Kill();", 1)]
    [InlineData("// return x;", 1)]
    [InlineData("// if (x > 1)", 1)]
    [InlineData("// }", 1)]
    [InlineData("/*\n * x = 1;\n */", 1)]
    [InlineData("// The kernel counts; so this is right.", 0)]
    [InlineData("// never mind;", 0)]
    [InlineData("// this must hold before the next line runs;", 0)]
    [InlineData("// if the worker dies (see below)", 0)]
    [InlineData("/// <code>x = 1;</code>\nclass T;", 0)]
    public void Commented_out_code_is_found(string text, int findings) =>
        Assert.Equal(findings, CommentRules.CommentedOutCode(Text(text)).Count());

    private static SourceTree Text(string text) => SourceTree.Of((Core, text));

    private static SourceTree Type(string member) => Text($"namespace Init.Core.Spec;\nclass Thing\n{{\n{member}\n}}\n");

    private static SourceTree Beside(string floor, string text) => SourceTree.Of(
        ($"src/{floor}/Here/T.cs", text),
        ("src/Init.Core/Spec/S.cs", "namespace Init.Core.Spec; class S;"),
        ("src/Init.Linux/Proc/P.cs", "namespace Init.Linux.Proc; class P;"));
}
