using Init.Core.Cluster;
using Init.Core.Spec;
using Init.Linux.Processes;

namespace Init.Runtime.Cluster;

/// <summary>Tells workers on the channel to stop, and by the signal when that was not enough: a program may not listen
/// for the message, and one that has closed its servers goes on as long as a timer keeps its event loop alive.</summary>
/// <param name="main">From a worker's pid to the process that gets the signal.</param>
internal sealed class Farewells(AppSpec app, Func<NodeWorker, byte[], bool> put, Func<int, int> main)
{
    /// <summary>What PM2 sends.</summary>
    private const string Shutdown = "shutdown";

    /// <summary>After the channel was closed an idle process ends within some milliseconds.</summary>
    private static readonly TimeSpan AfterClose = TimeSpan.FromSeconds(1);

    /// <summary>For a handler of the signal, before SIGKILL.</summary>
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(2);

    internal TimeSpan? Deadline { get; private set; }

    /// <returns>False: it is not told that way, or cannot be any more.</returns>
    internal bool TryTell(NodeWorker worker, TimeSpan now)
    {
        worker.IsTold = true;
        var isTold = TellOnChannel(worker, now);
        LetGo(worker);
        return isTold;
    }

    /// <summary>A program that ends when its event loop is empty never would, as its channel keeps the loop alive. When it
    /// was told to stop and has closed its servers, it is told that it may close that too.</summary>
    internal void LetGo(NodeWorker worker)
    {
        if (worker is { IsTold: true, Servers: 0 } && app is { Share: ShareMode.Node, StopBy: not StopBy.Disconnect })
        {
            _ = put(worker, ChannelText.Disconnect(worker.NextSeq()));
        }
    }

    private bool TellOnChannel(NodeWorker worker, TimeSpan now)
    {
        var line = app.StopBy switch
        {
            StopBy.Signal => null,
            StopBy.Disconnect => ChannelText.Disconnect(worker.NextSeq()),
            StopBy.Message => ChannelText.Words(Shutdown),
        };
        if (line is null || !put(worker, line))
        {
            return false;
        }

        var patience = app.StopTimeout - BeforeKill;
        Set(worker, now + (patience > app.StopTimeout / 2 ? patience : app.StopTimeout / 2));
        return true;
    }

    /// <summary>Its channel is closed: it has let go of everything that it served.</summary>
    internal void Closed(NodeWorker worker, TimeSpan now)
    {
        if (worker.SignalAt > now + AfterClose)
        {
            Set(worker, now + AfterClose);
        }
    }

    internal void TakeTime(IReadOnlyList<NodeWorker> workers, TimeSpan now)
    {
        if (!(Deadline <= now))
        {
            return;
        }

        Deadline = null;
        foreach (var worker in workers)
        {
            if (worker.SignalAt <= now)
            {
                worker.SignalAt = null;
                _ = ProcessSignal.Send(main(worker.Pid), app.StopSignal);
            }
            else if (worker.SignalAt is { } at)
            {
                Set(worker, at);
            }
        }
    }

    private void Set(NodeWorker worker, TimeSpan at)
    {
        worker.SignalAt = at;
        Deadline = Deadline is { } known && known < at ? known : at;
    }
}
