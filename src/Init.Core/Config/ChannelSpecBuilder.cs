using System.Globalization;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>What concerns Node's channel: who accepts, how workers are told to stop and show that they are alive, and
/// what PM2's users expect in the environment.</summary>
internal sealed class ChannelSpecBuilder(AppConfig app, SpecInput input, ProblemList problems)
{
    private const int WeightMax = 1000;
    private const int WeightsMax = 1000;

    /// <summary>What Node's own primary reads.</summary>
    private const string SchedulingPolicy = "NODE_CLUSTER_SCHED_POLICY";

    /// <summary>Three of them without an answer, and the worker is replaced.</summary>
    private static readonly TimeSpan HeartbeatDefault = TimeSpan.FromSeconds(10);

    public AppSpec Complete(AppSpec spec)
    {
        spec = spec with
        {
            Ipc = problems.Take(app.Ipc, Choice.OnOff, false),
            Balance = Balance(spec.Share),
            Weights = problems.Take(app.Weights, WeightList, []),
            MaxConnections = problems.Take(app.MaxConnections, Count, null),
            StopBy = problems.Take(app.StopBy, Choice.StopBy, StopBy.Signal),
            InstanceVariable = problems.Take(app.InstanceVar, VariableName, ""),
            IncrementVariable = problems.Take(app.IncrementVar, VariableName, ""),
        };
        var by = problems.Take(app.HeartbeatBy, Choice.HeartbeatBy, null)
            ?? (spec.HasChannel ? HeartbeatBy.Channel : HeartbeatBy.Notify);
        Check(spec, by);
        return spec with
        {
            HeartbeatBy = by,
            // Whoever debugs stops the event loop on purpose.
            Heartbeat = spec.Share == ShareMode.Node && by == HeartbeatBy.Channel && spec.Node?.InspectorPort is null
                ? HeartbeatDefault : null,
        };
    }

    private Balance Balance(ShareMode share)
    {
        var usual = share != ShareMode.Node ? Spec.Balance.Queue
            : input.Environment.GetValueOrDefault(SchedulingPolicy) == "rr" ? Spec.Balance.RoundRobin
            : Spec.Balance.Shared;
        var balance = problems.Take(app.Balance, Choice.Balance, null) ?? usual;
        if (app.Balance is { } written && balance == Spec.Balance.Queue == (share == ShareMode.Node))
        {
            problems.Add(
                written.Origin,
                $"{Fault.Quote(written.Text)} is no balance of share {SpecChecks.Word(share)}",
                share == ShareMode.Node ? "write shared, round-robin or least-busy" : "write queue, or share node");
        }

        return balance;
    }

    private void Check(AppSpec spec, HeartbeatBy by)
    {
        Need(app.Weights, spec.IsDispatched, "only pm1 itself can weigh, and here workers accept for themselves",
            "write balance round-robin with share node");
        Need(app.MaxConnections, spec.IsDispatched, "here workers accept for themselves, and nobody counts",
            "write balance round-robin with share node, or max-lifetime");
        Need(app.Ipc, spec.Share is not (ShareMode.Fd or ShareMode.Node) || !spec.Ipc,
            spec.Share == ShareMode.Node ? "share node has the channel already"
                : "the channel's place, descriptor 3, is taken with share fd",
            "leave it out");
        Need(app.StopBy, spec.StopBy == StopBy.Signal || spec.HasChannel, "there is no channel to say it on",
            "write share node, or ipc on");
        Need(app.StopBy, spec.StopBy != StopBy.Disconnect || !spec.HasChannel || spec.Share == ShareMode.Node,
            "only a program that is part of a cluster understands it", "write share node, or message or signal");
        Need(app.HeartbeatBy, by == HeartbeatBy.Notify || spec.HasChannel, "there is no channel to ask on",
            "write share node, or ipc on");
    }

    private void Need(Written? written, bool holds, string why, string instead)
    {
        if (written is not null && !holds)
        {
            problems.Add(written.Origin, $"{Fault.Quote(written.Text)} is not possible: {why}", instead);
        }
    }

    private static Parsed<IReadOnlyList<int>> WeightList(string text)
    {
        var weights = new List<int>();
        foreach (var word in text.Split(','))
        {
            if (!int.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
                || weight is < 1 or > WeightMax || weights.Count == WeightsMax)
            {
                return Fault.In(text, "is not a list of weights", $"write numbers from 1 to {WeightMax}: 3,1,1");
            }

            weights.Add(weight);
        }

        return new Parsed<IReadOnlyList<int>>(weights, null);
    }

    private static Parsed<int?> Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : Fault.In(text, "is not a number of connections", "write 1 or more: 100000");

    private static Parsed<string> VariableName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? text
            : Fault.In(text, "is not the name of a variable", "write letters, digits and underscores");
}
