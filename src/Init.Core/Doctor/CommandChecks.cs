using Init.Core.Spec;

namespace Init.Core.Doctor;

/// <summary>What would become of the command.</summary>
public static class CommandChecks
{
    private const string NodeHint =
        "to have messages and heartbeats, write Node and the script: node server.js, node --import tsx server.ts";

    private static readonly CheckGroup Group = CheckGroup.Command;

    /// <param name="sight">null: there is no command.</param>
    public static IEnumerable<Check> Of(CommandSight? sight)
    {
        if (sight is null)
        {
            yield return Group.Ok("program", "none given: pm1 doctor -- COMMAND looks at one");
            yield break;
        }

        yield return Program(sight);
        if (!sight.Identity.Works)
        {
            yield return Group.Missing(
                "identity", sight.Identity.Why, "--user needs CAP_SETUID and CAP_SETGID; --cwd a folder of this container");
        }

        if (sight.Path is not null)
        {
            yield return Kind(sight);
        }

        var share = sight.Share.ToString().ToLowerInvariant();
        yield return sight.Sharing ? Group.Ok("share", $"{share} ({sight.ShareReason})")
            : Group.Degraded("share", $"{share} ({sight.ShareReason}), but it does not work here", "see sharing above");
        if (Node(sight) is { } node)
        {
            yield return node;
        }

        if (sight is { Share: ShareMode.Bind, Path: not null })
        {
            yield return sight.IsReadable || sight.MayTrace
                ? Group.Ok("reach", "pm1 can see the program's memory")
                : Group.Lacking(
                    "reach", "the worker's user may not read the file, so the kernel hides its memory from pm1",
                    "make the file readable (chmod a+r), or add CAP_SYS_PTRACE, or use --listen", sight.Workers > 1);
        }

        yield return Group.Ok("workers", $"{sight.Workers}");
    }

    /// <summary>null: it has nothing to do with Node, or its owner wants it served like any other.</summary>
    private static Check? Node(CommandSight sight) => sight switch
    {
        { Share: ShareMode.Node, NodeOrigin: "node" } => Group.Ok("node", "gets the channel of Node's cluster"),
        { Share: ShareMode.Node, NodeOrigin: not "" } => Group.Ok(
            "node", $"found by {sight.NodeOrigin}; executed: {sight.Executed}"),
        { WhyNotNode: "" } => null,
        { Share: ShareMode.Node } => Group.Degraded("node", $"may not listen: {sight.WhyNotNode}", NodeHint),
        { Share: ShareMode.Bind } => Group.Degraded("node", $"not by Node's cluster: {sight.WhyNotNode}", NodeHint),
        _ => null,
    };

    private static Check Program(CommandSight sight) => sight.Path is { } path && sight.Search.Works
        ? Group.Ok("program", path)
        : Group.Lacking(
            "program", $"{sight.Name}: {sight.Search.Why}",
            sight.Search.Outcome == TrialOutcome.NotTried ? "see pm1 launch above"
            : sight.ExitCode == 127 ? "not found (run ends with 127): check the name and PATH"
            : $"cannot be executed (run ends with {sight.ExitCode}): check its mode and its mount (noexec)",
            sight.Search.Outcome != TrialOutcome.NotTried);

    private static Check Kind(CommandSight sight) => sight.Kind switch
    {
        FileKind.Static => Group.Ok("kind", "static program"),
        FileKind.Dynamic when sight.IsInterpreterThere => Group.Ok("kind", $"dynamic program, {sight.Interpreter}"),
        FileKind.Script when sight.IsInterpreterThere => Group.Ok("kind", $"script of {sight.Interpreter}"),
        FileKind.Dynamic => Group.Missing(
            "kind", $"dynamic program, but its loader {sight.Interpreter} is not here",
            "it was built for another C library: use the image that it was built for, or link it statically"),
        FileKind.Script => Group.Missing(
            "kind", $"script of {sight.Interpreter}, which cannot be executed here",
            "install it, or correct the first line (no carriage return at its end)"),
        FileKind.Shell when sight.IsInterpreterThere => Group.Ok(
            "kind", $"neither a program nor a script with #!: {sight.Interpreter} gets it"),
        FileKind.Shell => Group.Missing(
            "kind", $"neither a program nor a script with #!, and there is no {sight.Interpreter}",
            "write #! and an interpreter into its first line"),
        FileKind.Foreign => Group.Degraded(
            "kind", "a program for another machine, or a 32-bit one",
            "where it can be executed at all, its port is not shared by bind: use --listen"),
        FileKind.Hidden => Group.Ok("kind", "unknown: pm1 may not read the file"),
    };
}
