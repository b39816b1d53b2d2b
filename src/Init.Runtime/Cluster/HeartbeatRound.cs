using System.Globalization;
using Init.Core.Cluster;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Runtime.Guards;

namespace Init.Runtime.Cluster;

/// <summary>Asks every worker each period whether its event loop turns. By the channel Node's runtime answers and no
/// program knows of it; by message the program does. Three periods without a sign, and the worker is replaced, the new
/// one first.</summary>
internal sealed class HeartbeatRound
{
    private const int LooksPerPeriod = 4;

    private readonly HeartbeatBy _by;
    private readonly TimeSpan? _period;
    private readonly INodeNews _news;
    private readonly Func<NodeWorker, byte[], bool> _put;
    private TimeSpan _askAt;

    internal HeartbeatRound(AppSpec app, INodeNews news, Func<NodeWorker, byte[], bool> put)
    {
        _by = app.HeartbeatBy;
        _period = app.HasChannel && _by != HeartbeatBy.Notify ? app.Heartbeat : null;
        _news = news;
        _put = put;
        Deadline = _period is null ? null : TimeSpan.Zero;
    }

    internal TimeSpan? Deadline { get; private set; }

    /// <summary>Something came. Where the program itself is to answer, nothing else counts.</summary>
    internal void Hear(NodeWorker worker, TimeSpan now)
    {
        if (_by == HeartbeatBy.Channel)
        {
            worker.Pulse.Hear(now);
        }
    }

    /// <summary>The program answered.</summary>
    internal void Pong(NodeWorker worker, TimeSpan now)
    {
        if (_by == HeartbeatBy.Message)
        {
            worker.Pulse.Pong(now);
        }
    }

    internal void TakeTime(IReadOnlyList<GuardedWorker> workers, Func<int, NodeWorker?> find, TimeSpan now)
    {
        if (!(Deadline <= now) || _period is not { } period)
        {
            return;
        }

        var asks = now >= _askAt;
        _askAt = asks ? now + period : _askAt;
        foreach (var ready in workers.Where(worker => worker.IsReady))
        {
            if (find(ready.Pid) is not { Leaves: false } worker)
            {
                continue;
            }

            if (asks && worker.Pulse.MayAsk)
            {
                Ask(worker, now);
            }

            if (worker.Pulse.IsOver(period, ready.ReadyAt, now))
            {
                var silent = worker.Pulse.Silent(ready.ReadyAt, now).TotalSeconds;
                _news.Replace(new PoolEvent.Replace(
                    ready.Seat, ready.Pid, RestartReason.Watchdog,
                    string.Create(CultureInfo.InvariantCulture, $"has not answered for {silent:0.#}s"), Hangs: true));
            }
        }

        Deadline = now + (period / LooksPerPeriod);
    }

    private void Ask(NodeWorker worker, TimeSpan now)
    {
        // One that has not even room for it does not read, and its silence counts from what it said last. A message that
        // comes before the program listens is lost.
        var isSent = _put(
            worker, _by == HeartbeatBy.Message ? ChannelText.Words($"ping#{worker.Pid}") : ChannelText.Echo);
        var isAnswerOwed = isSent && _by == HeartbeatBy.Channel;
        worker.Pulse.Ask(now, isAnswerOwed);
        if (isAnswerOwed)
        {
            worker.Asked.Enqueue(new Asked(now, HandOver: null, IsEcho: true));
        }
    }
}
