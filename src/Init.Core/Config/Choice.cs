using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Settings that are one word of a few.</summary>
internal static class Choice
{
    /// <returns>null: `auto`, resolved by what else is written.</returns>
    public static Parsed<ShareMode?> Share(string text) => text switch
    {
        "auto" => new Parsed<ShareMode?>(null, null),
        "bind" => ShareMode.Bind,
        "fd" => ShareMode.Fd,
        "none" => ShareMode.None,
        "node" => NotYet(text, "write auto: Node programs share their port unchanged with bind"),
        _ => Fault.In(text, "is not a way to share a port", "write auto, fd, bind or none"),
    };

    public static Parsed<Balance> Balance(string text) => text switch
    {
        "queue" => Spec.Balance.Queue,
        "steer" or "round-robin" or "shared" or "least-busy" => NotYet(text, "write queue"),
        _ => Fault.In(text, "is not a balance", "write queue"),
    };

    public static Parsed<RestartRule> Restart(string text) => text switch
    {
        "always" => RestartRule.Always,
        "on-failure" => RestartRule.OnFailure,
        "never" => RestartRule.Never,
        _ => Fault.In(text, "is not a restart rule", "write always, on-failure or never"),
    };

    private static Fault NotYet(string text, string instead) => Fault.In(text, "is not in this version", instead);
}
