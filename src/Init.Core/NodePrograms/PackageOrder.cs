using System.Collections.Frozen;

namespace Init.Core.NodePrograms;

/// <summary>What npm, yarn, pnpm or npx is told to run.</summary>
/// <param name="Kind">Where the name is looked for.</param>
/// <param name="Name">Of a script or of a package's program.</param>
/// <param name="Arguments">What the tool adds behind it.</param>
/// <param name="Origin">For messages: "npm start".</param>
internal sealed record PackageOrder(
    PackageOrderKind Kind, string Name, IReadOnlyList<string> Arguments, string Origin)
{
    private const int OriginCharsMax = 64;

    /// <summary>They change what the tool says, not what it runs.</summary>
    private static readonly FrozenSet<string> Quiet = new[]
    {
        "-s", "--silent", "-q", "--quiet", "--no-update-notifier", "--no-audit", "--no-fund", "--no-color",
    }.ToFrozenSet();

    /// <summary>They decide whether what is not installed is fetched.</summary>
    private static readonly FrozenSet<string> Fetching =
        new[] { "-y", "--yes", "--no", "--no-install" }.ToFrozenSet();

    /// <summary>Words that yarn or pnpm take for their own, though there be a script of that name.</summary>
    private static readonly FrozenSet<string> OwnWords = new[]
    {
        "access", "add", "approve-builds", "audit", "autoclean", "bin", "c", "cache", "catalog", "check", "ci",
        "config", "constraints", "create", "dedupe", "deploy", "dlx", "doctor", "env", "exec", "explain", "fetch",
        "generate-lock-entry", "global", "help", "i", "import", "info", "init", "install", "install-test", "it",
        "licenses", "link", "list", "ln", "login", "logout", "ls", "node", "npm", "outdated", "owner", "pack", "patch",
        "patch-commit", "plugin", "policies", "prune", "publish", "rb", "rebuild", "remove", "rm", "root", "run",
        "search", "self-update", "server", "set", "setup", "stage", "store", "t", "tag", "team", "test", "tst", "un",
        "uninstall", "unlink", "unplug", "up", "update", "upgrade", "upgrade-interactive", "version", "versions", "why",
        "workspace", "workspaces",
    }.ToFrozenSet();

    public static bool IsTool(string name) => name is "npm" or "npx" or "yarn" or "yarnpkg" or "pnpm";

    /// <returns>null: it is told something else, or with options that are not known here.</returns>
    public static PackageOrder? Parse(IReadOnlyList<string> words)
    {
        var tool = FilePath.Name(words[0]);
        var i = 1;
        while (i < words.Count && (Quiet.Contains(words[i]) || (tool == "npx" && Fetching.Contains(words[i]))))
        {
            i++;
        }

        string[] rest = [.. words.Skip(i)];
        return tool switch
        {
            "npm" => Npm(rest),
            "npx" => Npx(rest),
            _ => YarnOrPnpm(tool, rest),
        };
    }

    /// <summary>It takes options wherever they stand, until `--`.</summary>
    private static PackageOrder? Npm(string[] words)
    {
        var isExec = words is ["exec" or "x", ..];
        var isRun = words is ["run" or "run-script" or "rum" or "urn", ..];
        if (!isExec && !isRun && words is not ["start", ..])
        {
            return null;
        }

        var end = Array.IndexOf(words, "--");
        var before = end < 0 ? words[1..] : words[1..end];
        var mayBe = before.Where(word => word.StartsWith('-'));
        if (!mayBe.All(word => Quiet.Contains(word) || (isExec && Fetching.Contains(word))))
        {
            return null;
        }

        string[] names =
            [.. before.Where(word => !word.StartsWith('-')), .. end < 0 ? [] : words[(end + 1)..]];
        return !isExec && !isRun ? Script("npm", "start", names)
            : names is [var name, .. var arguments]
                ? isExec ? Program($"npm {words[0]}", name, arguments) : Script("npm run", name, arguments)
            : null;
    }

    private static PackageOrder? Npx(string[] words) =>
        (words is ["--", .. var behind] ? behind : words) is [var name, .. var arguments]
            ? Program("npx", name, arguments) : null;

    /// <summary>They take no options behind the name, but versions differ on `--` there.</summary>
    private static PackageOrder? YarnOrPnpm(string tool, string[] words) =>
        words.Contains("--") ? null
            : words is ["run", var script, .. var more] ? Script($"{tool} run", script, more) with
            {
                Kind = PackageOrderKind.ScriptOrProgram,
            }
            : words is ["exec", var program, .. var behind] && tool == "pnpm" ? Program("pnpm exec", program, behind)
            : words is [var name, .. var arguments] && !OwnWords.Contains(name) ? Script(tool, name, arguments) with
            {
                Kind = PackageOrderKind.ScriptOrProgram,
            }
            : null;

    private static PackageOrder Script(string tool, string name, IReadOnlyList<string> arguments) =>
        new(PackageOrderKind.Script, name, arguments, OriginOf(tool, name));

    private static PackageOrder Program(string tool, string name, IReadOnlyList<string> arguments) =>
        new(PackageOrderKind.Program, name, arguments, OriginOf(tool, name));

    private static string OriginOf(string tool, string name) =>
        name.Length <= OriginCharsMax && name.All(c => c is > ' ' and <= '~') ? $"{tool} {name}" : tool;
}
