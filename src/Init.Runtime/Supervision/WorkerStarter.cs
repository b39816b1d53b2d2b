using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Runtime.Launching;
using Init.Runtime.Reporting;

namespace Init.Runtime.Supervision;

/// <summary>From a slot to a process, and from a failure to words.</summary>
internal sealed class WorkerStarter(AppSpec app, Launcher launcher, SocketSet sockets, ErrorRelay relay)
{
    private const int PipeBytes = 1 << 20;
    private const string DescriptorsHint =
        "pm1 needs three descriptors for each worker: raise its limit (ulimit -Hn), or run fewer workers";

    private readonly IReadOnlyList<byte[]> _inherited = Self.RawEnvironment();

    /// <summary>Becomes cluster.worker.id, so none is used again.</summary>
    private long _lastUniqueId;

    /// <returns>null when not even the launch stage could be started; then <paramref name="failure"/> says why.
    /// </returns>
    internal WorkerProcess? Start(Effect.Launch launch, int workers, out WorkerEvent failure)
    {
        // Without a socket of its own a worker cannot say READY=1; it can still listen.
        if (MessageChannel.CreateNotifySocket(out var notify, out var name) != 0)
        {
            notify.Dispose();
            name = "";
        }

        var channel = new OwnedFd();
        var theirs = new OwnedFd();
        if (app.HasChannel && MessageChannel.CreatePair(out channel, out theirs) is var lacking and not 0)
        {
            channel.Dispose();
            theirs.Dispose();
            notify.Dispose();
            failure = Failure(new LaunchReport(LaunchStep.Plan, lacking));
            return null;
        }

        var passedOn = app.Share == ShareMode.Fd ? sockets.ForSide(launch.Seat.Side) : [];
        var (errors, error) = launch.KeepsLastLines ? Pipe() : (null, null);
        var order = new LaunchOrder
        {
            App = app,
            Command = app.Node?.ForSlot(launch.Seat.Slot) ?? app.Command,
            Environment = WorkerEnvironment.Of(
                app, _inherited,
                new WorkerIdentity(launch.Seat.Slot, workers, name, ++_lastUniqueId)
                {
                    ListenNames = [.. passedOn.Select(socket => Label(socket.Address.Text))],
                    InheritedSockets = sockets.Inherited.Count,
                }),
            Sockets = app.HasChannel ? [theirs] : [.. passedOn.Select(socket => socket.Socket.Fd)],
            TellsListenPid = passedOn.Count > 0 || sockets.Inherited.Count > 0,
            StandardError = error,
        };
        var errno = launcher.Start(order, out var pid, out var reports);
        error?.Dispose();
        theirs.Dispose();
        if (errno == 0)
        {
            if (errors is not null)
            {
                relay.Adopt(pid, errors);
            }

            failure = default;
            return new WorkerProcess(launch.Seat, pid, reports, name.Length == 0 ? null : notify)
            {
                Channel = app.HasChannel ? channel : null,
            };
        }

        errors?.Dispose();
        channel.Dispose();
        reports.Dispose();
        notify.Dispose();
        failure = Failure(new LaunchReport(LaunchStep.Plan, errno));
        return null;
    }

    /// <summary>Where there is no descriptor left for it, its last lines are not known, and nothing else is lost.
    /// </summary>
    private static (OwnedFd? Read, OwnedFd? Write) Pipe()
    {
        if (Descriptor.CreatePipe(out var read, out var write) == 0)
        {
            // Where that is refused it has its usual size, and a program that exits in a burst of lines loses some.
            _ = Descriptor.EnlargePipe(write, PipeBytes);
            return (read, write);
        }

        read.Dispose();
        write.Dispose();
        return (null, null);
    }

    internal WorkerEvent Failure(LaunchReport report)
    {
        var why = Errno.Text(report.Errno);
        var command = app.Command[0];
        var (message, hint) = report.Step switch
        {
            LaunchStep.Plan => (
                $"cannot start a process for {command}: {why}", "pm1 needs /proc, memory and a free pid"),
            LaunchStep.User => (
                $"cannot run {command} as uid {app.User?.Uid}, gid {app.User?.Gid}: {why}",
                "--user needs CAP_SETUID and CAP_SETGID; leave it out to run as pm1's own user"),
            LaunchStep.Directory => (
                $"cannot change to {app.WorkingDirectory} for {command}: {why}",
                "--cwd names a folder of this container"),
            LaunchStep.Capabilities or LaunchStep.NoNewPrivileges or LaunchStep.Filter => (
                $"cannot share a port of {command} by seccomp notification: {why}", FilterHint(report.Errno)),
            LaunchStep.Execute => ($"cannot execute {command}: {why}", ""),
        };
        var code = report.Step is LaunchStep.Execute ? PathSearch.ExitCode(report.Errno) : ExitCodes.Internal;
        hint = report.Errno is Errno.EMFILE or Errno.ENFILE ? DescriptorsHint : hint;
        return new WorkerEvent(WorkerEventKind.LaunchFailed, Code: code, Reason: message, Hint: hint);
    }

    private static string FilterHint(int errno) => errno switch
    {
        Errno.EBUSY =>
            "another supervisor above pm1 uses seccomp notification already; pass the socket on with --listen",
        Errno.EINVAL or Errno.ENOSYS => "it needs Linux 5.9; pass the socket on with --listen, or use --share none",
        _ => "the container's seccomp profile refuses it; pass the socket on with --listen, or use --share none",
    };

    /// <summary>LISTEN_FDNAMES separates by colons.</summary>
    private static string Label(string text) => text.Replace(':', '-');
}
