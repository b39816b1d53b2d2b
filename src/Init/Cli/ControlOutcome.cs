using Init.Core.Config;

namespace Init.Cli;

/// <summary>What came of one question to a running pm1.</summary>
/// <param name="Reply">null: there is a problem instead.</param>
/// <param name="Problem">null: there is a reply.</param>
/// <param name="Reached">Somebody listens there, whether or not the answer was one.</param>
internal sealed record ControlOutcome(HttpReply? Reply, Problem? Problem, bool Reached)
{
    public static ControlOutcome Answered(HttpReply reply) => new(reply, null, Reached: true);

    public static ControlOutcome Failed(string message, string hint) => new(
        null, new Problem("", message, hint), Reached: true);

    public static ControlOutcome Nobody(string message, string hint) => new(
        null, new Problem("", message, hint), Reached: false);
}
