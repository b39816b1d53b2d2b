namespace Init.Core.NodePrograms;

/// <summary>Whether a command is Node with a script, which pm1 can be the primary of, and what to execute so that
/// Node, and nothing in front of it, gets the channel. A wrong "no" costs little, as any program is served without; a
/// wrong "yes" would have a launcher take what is meant for the program behind it. So all that is not plain is a no.
/// </summary>
public static class NodeCommandFinder
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash"];

    /// <returns>null: it is no such program, or it cannot be seen that it is.</returns>
    public static NodeCommand? Find(IReadOnlyList<string> command, ICommandFiles files) =>
        Find(command, new Surroundings(files));

    /// <summary>Of a command that has to do with Node, and is not found.</summary>
    /// <returns>Empty: it is found, or has nothing to do with Node.</returns>
    public static string WhyNot(IReadOnlyList<string> command, ICommandFiles files)
    {
        var why = "";
        var found = Find(command, new Surroundings(files) { Doubt = word => why = why == "" ? word : why });
        return found is null ? why : "";
    }

    internal static bool IsNode(string program)
    {
        var name = FilePath.Name(program);
        return name is "node" or "nodejs"
            || (name.StartsWith("node", StringComparison.Ordinal) && IsVersion(name["node".Length..].TrimStart('-')));
    }

    private static NodeCommand? Find(IReadOnlyList<string> words, Surroundings around)
    {
        if (words is [] or ["", ..] || words.Any(word => word.Contains('\0')))
        {
            return null;
        }

        var name = FilePath.Name(words[0]);
        return IsNode(name) ? Node(words, around)
            : Shells.Contains(name) ? Shell(words, around)
            : name is "env" or "cross-env" ? Env(words, around)
            : PackageOrder.IsTool(name) ? Package(words, around)
            : Shebang(words, around);
    }

    private static NodeCommand? Node(IReadOnlyList<string> words, Surroundings around) =>
        around.Program(words[0]) is not { } program ? null
            : Launchers.IsForeign(around.Files.FinalTarget(program.Path))
                ? around.No($"{words[0]} is another runtime here")
            : Script(words, "node", around);

    /// <param name="words">Node first.</param>
    private static NodeCommand? Script(IReadOnlyList<string> words, string origin, Surroundings around)
    {
        if (NodeArguments.ScriptIndex(words) is not { } index)
        {
            return around.No("Node is given no script, or starts it in another process");
        }

        if (ScriptFile.Find(around.Files, words[index]) is not { } script)
        {
            return around.No($"there is no script {words[index]}");
        }

        var argument = index + 1 < words.Count ? words[index + 1] : null;
        return Launchers.StartsAnother(script, argument)
            || (around.Files.FinalTarget(script) is { } target && Launchers.StartsAnother(target, argument))
            ? around.No($"{FilePath.Name(words[index])} starts the program in another process, which has no channel")
            : around.Command(words, origin);
    }

    /// <summary>`sh -c TEXT`: a shell passes descriptors and environment on, so it may stay.</summary>
    private static NodeCommand? Shell(IReadOnlyList<string> words, Surroundings around)
    {
        var i = 1;
        while (i < words.Count && words[i] is "-e" or "-u" or "-eu" or "-ue")
        {
            i++;
        }

        if (i + 1 >= words.Count || words[i] is not ("-c" or "-ec" or "-uc" or "-euc" or "-ce"))
        {
            return null;
        }

        if (PlainCommand.Parse(words[i + 1]) is not { } plain)
        {
            return Mentions(words[i + 1]) ? around.No("the shell is told more than one plain command") : null;
        }

        return around.Within(plain.Assignments) is { } inside && Find(plain.Words, inside) is { } inner
            ? Keep(words, inner, $"{FilePath.Name(words[0])} -c") : null;
    }

    /// <summary>`env NAME=value… PROGRAM` becomes the program; cross-env stays in front of it, so it is left out.
    /// </summary>
    private static NodeCommand? Env(IReadOnlyList<string> words, Surroundings around)
    {
        var isCross = FilePath.Name(words[0]) == "cross-env";
        var assignments = new List<KeyValuePair<string, string>>();
        var i = 1;
        for (; i < words.Count && PlainCommand.Assignment(words[i]) is { } assignment; i++)
        {
            assignments.Add(assignment);
        }

        // cross-env puts variables in, and reads backslashes.
        return (!isCross || !words.Any(word => word.AsSpan().IndexOfAny('$', '\\') >= 0))
            && i < words.Count && !words[i].StartsWith('-')
            && around.Within(assignments) is { } inside
            && Find([.. words.Skip(i)], inside) is { } inner
            ? isCross ? inner with { IsAsGiven = false } : Keep(words, inner, inner.Origin) : null;
    }

    /// <summary>Unless the inner command has become another one.</summary>
    private static NodeCommand Keep(IReadOnlyList<string> words, NodeCommand inner, string origin) =>
        inner.IsAsGiven ? inner with { Command = words, Origin = origin } : inner;

    private static NodeCommand? Package(IReadOnlyList<string> words, Surroundings around)
    {
        var folder = around.Files.WorkingDirectory;
        if (PackageOrder.Parse(words) is not { } order)
        {
            return around.No($"what {FilePath.Name(words[0])} would execute cannot be seen");
        }

        if (PackageJson.Read(around.Files, folder) is not { } package)
        {
            return around.No($"there is no package.json in {folder}");
        }

        return PackageRun.Of(order, package, around) is not { } run
            ? around.No($"{order.Origin} is not one plain command")
            : around.Searching(run.Folders).Within(run.Environment) is { } inside
                && Find(run.Words, inside) is { } inner
                ? inner with { Origin = order.Origin, IsAsGiven = false }
            : around.No($"{order.Origin} is not Node with a script");
    }

    private static NodeCommand? Shebang(IReadOnlyList<string> words, Surroundings around) =>
        around.Program(words[0]) is { } program
            && ShebangLine.Parse(program.Head) is { } line
            && IsNode(line.Words[0])
            && around.Within(line.Assignments) is { } inside
            && inside.Program(line.Words[0]) is not null
            && Script([.. line.Words, program.Path, .. words.Skip(1)], "a shebang", inside) is { } found
            && found.ScriptIndex == line.Words.Count
            ? found with { Command = words } : null;

    /// <summary>Only then is it worth a word.</summary>
    private static bool Mentions(string text) =>
        text.Split([' ', '\t', '\n', ';', '&', '|', '/', '(', ')', '"', '\'']).Any(
            word => IsNode(word) || PackageOrder.IsTool(word));

    private static bool IsVersion(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c == '.') && char.IsAsciiDigit(text[0]);
}
