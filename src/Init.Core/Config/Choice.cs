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
        "node" => ShareMode.Node,
        _ => Fault.In(text, "is not a way to share a port", "write auto, node, fd, bind or none"),
    };

    public static Parsed<Balance?> Balance(string text) => text switch
    {
        "queue" => Spec.Balance.Queue,
        "shared" => Spec.Balance.Shared,
        "round-robin" => Spec.Balance.RoundRobin,
        "least-busy" => Spec.Balance.LeastBusy,
        "steer" => NotYet(text, "write queue"),
        _ => Fault.In(text, "is not a balance", "write queue, or for Node programs shared, round-robin or least-busy"),
    };

    public static Parsed<StopBy> StopBy(string text) => text switch
    {
        "signal" => Spec.StopBy.Signal,
        "disconnect" => Spec.StopBy.Disconnect,
        "message" => Spec.StopBy.Message,
        _ => Fault.In(text, "is not a way to stop a worker", "write signal, disconnect or message"),
    };

    /// <returns>null: `auto`, which the channel decides.</returns>
    public static Parsed<HeartbeatBy?> HeartbeatBy(string text) => text switch
    {
        "auto" => new Parsed<HeartbeatBy?>(null, null),
        "notify" => Spec.HeartbeatBy.Notify,
        "channel" => Spec.HeartbeatBy.Channel,
        "message" => Spec.HeartbeatBy.Message,
        _ => Fault.In(text, "is not a kind of heartbeat", "write auto, notify, channel or message"),
    };

    public static Parsed<bool> OnOff(string text) => text switch
    {
        "on" or "true" or "1" => true,
        "off" or "false" or "0" => false,
        _ => Fault.In(text, "is neither on nor off", "write on or off"),
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
