using Init.Core.Notify;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Sockets;
using Init.Runtime.Cluster;
using Init.Runtime.Launching;
using Init.Runtime.Reporting;

namespace Init.Runtime.Supervision;

/// <summary>The running workers and what comes from them: the launch stage's reports and the program's notifications.
/// </summary>
internal sealed class WorkerTable : IDisposable
{
    private readonly Dictionary<int, WorkerProcess> _byPid = [];
    private readonly WorkerStarter _starter;
    private readonly Poller _poller;
    private readonly SocketSet _sockets;
    private readonly Action<PoolEvent> _happen;
    private readonly Action<WorkerProcess, NotifyField> _beats;
    private readonly ClusterPrimary? _primary;

    /// <param name="plan">What is supervised.</param>
    /// <param name="born">Given back to workers.</param>
    /// <param name="poller">Of the loop.</param>
    /// <param name="sockets">Where listeners go.</param>
    /// <param name="relay">Where the stderr of some goes.</param>
    /// <param name="happen">Takes what happens to workers.</param>
    /// <param name="beats">Takes what they say of their hearts.</param>
    /// <param name="primary">Takes their channels; null: they have none.</param>
    internal WorkerTable(
        SupervisorPlan plan, SignalState born, Poller poller, SocketSet sockets, ErrorRelay relay,
        Action<PoolEvent> happen, Action<WorkerProcess, NotifyField> beats, ClusterPrimary? primary)
    {
        _starter = new WorkerStarter(plan.Spec.App, new Launcher(born, plan.Files), sockets, relay);
        _poller = poller;
        _sockets = sockets;
        _happen = happen;
        _beats = beats;
        _primary = primary;
    }

    internal IReadOnlyList<int> Pids => [.. _byPid.Keys.Select(Main)];

    /// <summary>Whose end this process's end is; null: nobody's.</summary>
    internal WorkerProcess? Find(int pid) =>
        _byPid.GetValueOrDefault(pid) ?? _byPid.Values.FirstOrDefault(worker => worker.MainPid == pid);

    /// <summary>Which process to speak to: that of the worker, or its main one.</summary>
    internal int Main(int pid) => _byPid.GetValueOrDefault(pid) is { } worker && worker.MainPid != pid
        && IsOfGroup(worker.MainPid, worker) ? worker.MainPid : pid;

    /// <summary>The process that was started has ended, and another one of its group goes on as the worker.</summary>
    internal static bool HandsOver(WorkerProcess worker, int ended) =>
        worker.MainPid != ended && IsOfGroup(worker.MainPid, worker)
        && ProcessStatus.Parent(worker.MainPid) == Self.Pid;

    internal void Launch(Effect.Launch launch, int workers)
    {
        var seat = launch.Seat;
        if (_starter.Start(launch, workers, out var failure) is not { } worker)
        {
            Tell(seat, 0, failure);
            return;
        }

        _byPid[worker.Pid] = worker;
        var error = Watch(worker);
        if (worker.Channel is { } channel)
        {
            _primary!.Add(seat, worker.Pid, channel);
        }

        Tell(seat, 0, new WorkerEvent(WorkerEventKind.Spawned, Pid: worker.Pid));
        if (error != 0)
        {
            Abort(worker, new LaunchReport(LaunchStep.Plan, error));
        }
    }

    /// <summary>SIGHUP, SIGUSR1, SIGWINCH…: to workers that have a handler for it. One that has none would die of it.
    /// </summary>
    internal void Forward(int signal)
    {
        foreach (var worker in _byPid.Values)
        {
            if (ProcessStatus.Survives(Main(worker.Pid))?.Contains(signal) ?? false)
            {
                _ = ProcessSignal.Send(Main(worker.Pid), signal);
            }
        }
    }

    /// <summary>Before the dead leader is reaped: members of its group that outlived it would go on accepting,
    /// unsupervised. Those of a worker that was asked to stop are asked too.</summary>
    internal static void SweepGroup(WorkerProcess worker, WorkerState state) =>
        _ = ProcessSignal.SendToGroup(worker.Pid, state == WorkerState.Stopping ? Signal.SIGTERM : Signal.SIGKILL);

    internal void Ended(WorkerProcess worker, ExitStatus status, bool outOfMemory)
    {
        // What it still had to say belongs before its end.
        // Its pid may be another worker's as soon as anything is started.
        worker.HasEnded = true;
        _byPid.Remove(worker.Pid);
        TakeReports(worker);
        TakeNotifications(worker);
        _primary?.Ended(worker.Pid);
        Forget(worker);
        Tell(
            worker.Seat, worker.Pid,
            new WorkerEvent(WorkerEventKind.Exited, Code: status.Code, Signal: status.Signal)
            {
                OutOfMemory = outOfMemory,
            });
    }

    public void Dispose()
    {
        foreach (var worker in _byPid.Values)
        {
            Forget(worker);
        }

        _byPid.Clear();
    }

    /// <returns>errno, or 0.</returns>
    private int Watch(WorkerProcess worker)
    {
        var error = _poller.Add(worker.Reports, Interest.Readable, _ => TakeReports(worker));
        return error == 0 && worker.Notify is { } notify
            ? _poller.Add(notify, Interest.Readable, _ => TakeNotifications(worker))
            : error;
    }

    private void Forget(WorkerProcess worker)
    {
        _poller.Remove(worker.Reports);
        if (worker.Notify is { } notify)
        {
            _poller.Remove(notify);
        }

        worker.Dispose();
    }

    private void TakeReports(WorkerProcess worker)
    {
        Span<byte> buffer = stackalloc byte[LaunchReport.Bytes];
        while (!worker.LaunchEnded)
        {
            var count = MessageChannel.Receive(worker.Reports, buffer, out var passed, out _);
            if (count == -Errno.EAGAIN)
            {
                return;
            }

            if (count != LaunchReport.Bytes)
            {
                passed?.Dispose();
                worker.LaunchEnded = true;
                _poller.Remove(worker.Reports);
                worker.Reports.Dispose();
                if (!worker.LaunchFailed)
                {
                    Tell(worker.Seat, worker.Pid, new WorkerEvent(WorkerEventKind.Executed));
                }

                return;
            }

            TakeReport(worker, LaunchReport.Read(buffer), passed);
        }
    }

    private void TakeReport(WorkerProcess worker, LaunchReport report, OwnedFd? passed)
    {
        if (report is not { Step: LaunchStep.Filter, Errno: 0 })
        {
            passed?.Dispose();
            Fail(worker, report);
        }
        else if (passed is null)
        {
            // It was sent, but the kernel found no room for it in our table; without us every bind(2) there fails.
            Abort(worker, report with { Errno = Errno.EMFILE });
        }
        else
        {
            _sockets.Serve(worker.Seat, worker.Pid, passed);
        }
    }

    /// <summary>Its launch fails on our side, which its launch stage cannot know: so it is ended.</summary>
    private void Abort(WorkerProcess worker, LaunchReport why)
    {
        Fail(worker, why);
        _ = ProcessSignal.SendToGroup(worker.Pid, Signal.SIGKILL);
    }

    private void Fail(WorkerProcess worker, LaunchReport why)
    {
        worker.LaunchFailed = true;
        Tell(worker.Seat, worker.Pid, _starter.Failure(why));
    }

    private void TakeNotifications(WorkerProcess worker)
    {
        if (worker.Notify is { } notify)
        {
            _ = NotifyMessage.Take(notify, (_, field) => Take(worker, field));
        }
    }

    private void Take(WorkerProcess worker, NotifyField field)
    {
        switch (field)
        {
            case not (NotifyField.Status or NotifyField.Errno or NotifyField.ExitStatus) when worker.HasEnded:
                // Whatever it announced, it has ended.
                break;
            case NotifyField.Ready:
                Tell(worker, new WorkerEvent(WorkerEventKind.Notified));
                break;
            case NotifyField.Stopping:
                Tell(worker, new WorkerEvent(WorkerEventKind.Leaving));
                break;
            case NotifyField.ExtendTimeout extend:
                Tell(worker, new WorkerEvent(WorkerEventKind.Extends) { Extension = extend.By });
                break;
            case NotifyField.Status status:
                Say(worker, status.Text);
                break;
            case NotifyField.Reloading:
                Say(worker, "reloading");
                break;
            case NotifyField.Errno errno:
                Say(worker, Errno.Text(errno.Number));
                break;
            case NotifyField.ExitStatus exit:
                Say(worker, $"exit status {exit.Code}");
                break;
            case NotifyField.MainPid main when main.Pid == worker.Pid || IsOfGroup(main.Pid, worker):
                worker.MainPid = main.Pid;
                break;
            case NotifyField.Alive or NotifyField.Unwell or NotifyField.Heartbeat:
                _beats(worker, field);
                break;
            case NotifyField.MainPid or NotifyField.Barrier:
                // Somebody else's process is not to be had; a barrier is over when it has been read.
                break;
        }
    }

    private void Say(WorkerProcess worker, string text) =>
        Tell(worker, new WorkerEvent(WorkerEventKind.Says, Reason: text));

    /// <summary>A group's number is nobody else's as long as anybody is in it.</summary>
    private static bool IsOfGroup(int pid, WorkerProcess worker) => ProcessStatus.Group(pid) == worker.Pid;

    private void Tell(WorkerProcess worker, WorkerEvent happened) => Tell(worker.Seat, worker.Pid, happened);

    private void Tell(Seat seat, int pid, WorkerEvent happened) =>
        _happen(new PoolEvent.ToWorker(seat, pid, happened));
}
