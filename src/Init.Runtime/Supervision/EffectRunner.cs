using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Clock;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Cluster;
using Init.Runtime.Reporting;

namespace Init.Runtime.Supervision;

/// <summary>The one place that does what was decided.</summary>
/// <param name="tell">Takes news for the agent.</param>
/// <param name="primary">Speaks to workers on their channels; null: they have none.</param>
/// <param name="isFrozen">Whether a worker stands still (SIGSTOP).</param>
/// <param name="endWith">Ends the supervisor with a code.</param>
internal sealed class EffectRunner(
    WorkerTable workers, SocketSet sockets, SupervisorNotify notify, NewsLog log, Action<LinkNews> tell,
    ClusterPrimary? primary, Func<int, bool> isFrozen, Action<int> endWith)
{
    private const int LaunchesPerRound = 2;

    private readonly Queue<Effect.Launch> _launches = [];

    internal bool HasLaunches => _launches.Count > 0;

    /// <summary>A launch takes milliseconds, and probes and signals must not wait for a hundred of them. The pool knows of
    /// launches that are ordered and not yet answered.</summary>
    internal void LaunchSome(Func<int> wanted)
    {
        for (var left = LaunchesPerRound; left > 0 && _launches.TryDequeue(out var launch); left--)
        {
            workers.Launch(launch, wanted());
        }
    }

    internal void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Launch launch:
                _launches.Enqueue(launch);
                break;
            case Effect.SendSignal send when primary?.TryTellToStop(send.Pid) ?? false:
                break;
            case Effect.SendSignal send:
                _ = isFrozen(send.Pid) ? ProcessSignal.SendToStopped(workers.Main(send.Pid), send.Signal)
                    : ProcessSignal.Send(workers.Main(send.Pid), send.Signal);
                break;
            case Effect.Kill kill:
                // The worker itself, too: it may have left its group.
                _ = ProcessSignal.SendToGroup(kill.Pid, Signal.SIGKILL);
                _ = ProcessSignal.Send(kill.Pid, Signal.SIGKILL);
                break;
            case Effect.Say say:
                Say(say);
                break;
            case Effect.Tell news:
                tell(log.Add(news.News));
                Notify(news.News);
                break;
            case Effect.HoldNewConnections:
                sockets.HoldNewConnections();
                break;
            case Effect.GiveUpSockets:
                primary?.GiveUp();
                sockets.GiveUp();
                break;
            case Effect.End end:
                endWith(end.Code);
                break;
            case Effect.CountRestart or Effect.GiveUp or Effect.Finished or Effect.Forced or Effect.Lost
                or Effect.Expired:
                // The pool has taken these in itself.
                break;
        }
    }

    private void Say(Effect.Say say)
    {
        if (say.Hint.Length > 0)
        {
            Stderr.Error(say.Message, say.Hint);
        }
        else
        {
            Stderr.Line(say.Message);
        }

        if (!say.IsTold)
        {
            tell(log.Add(new News(NewsKind.Note, say.Message) { Hint = say.Hint }));
        }
    }

    /// <summary>A reload makes more garbage than a day of watching, and in between there is little reason to collect it. A
    /// heap of some megabytes takes milliseconds.</summary>
    private static void GiveMemoryBack() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Whoever started pm1 may want to know, too.</summary>
    private void Notify(News news)
    {
        switch (news.Kind)
        {
            case NewsKind.ReloadStarted:
                notify.Reloading(MonotonicClock.Now);
                break;
            case NewsKind.ReloadDone or NewsKind.ReloadFailed or NewsKind.ReloadCancelled:
                notify.Ready(news.Message);
                GiveMemoryBack();
                break;
            case NewsKind.DrainStarted:
                notify.Stopping();
                break;
            default:
                // For the event stream alone.
                break;
        }
    }
}
