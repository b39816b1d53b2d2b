using Init.Core.NodePrograms;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>How a port is shared when nobody says how, and why so, which `pm1 doctor` tells.</summary>
internal static class AutoShare
{
    /// <summary>Whoever names ports wants others left alone, and Node's protocol knows no such thing. What is not
    /// restarted whenever it ends is a job: in a cluster its channel would keep it from ending.</summary>
    public static (ShareMode Share, string Why) Of(AppConfig app, bool inherited, NodeCommand? node) =>
        app.Listen is { } listen ? (ShareMode.Fd, $"auto, as {Origin(listen)} names what to pass on")
        : inherited ? (ShareMode.Fd, "auto, as pm1 was given sockets (LISTEN_FDS)")
        : node is null ? (ShareMode.Bind, "auto: any program, unmodified")
        : (app.Ports ?? app.Private) is { } ports
            ? (ShareMode.Bind, $"auto: Node's protocol leaves no port out, and {Origin(ports)} names some")
        : app.Balance is { Text: "queue" } balance ? (ShareMode.Bind, $"auto, as {balance.Origin} says queue")
        : app.Restart is { Text: not "always" } rule
            ? (ShareMode.Bind, $"auto: the channel would keep a job from ending, and {rule.Origin} says {rule.Text}")
        : (ShareMode.Node, "auto: Node with a script");

    private static string Origin(IReadOnlyList<Written> list) =>
        list is [var first, ..] ? first.Origin : "an empty list";
}
