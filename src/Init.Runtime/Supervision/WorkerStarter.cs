using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Runtime.Launching;

namespace Init.Runtime.Supervision;

/// <summary>From a slot to a process, and from a failure to words.</summary>
internal sealed class WorkerStarter(AppSpec app, int workers, Launcher launcher, SocketSet sockets)
{
    private const string DescriptorsHint =
        "pm1 needs three descriptors for each worker: raise its limit (ulimit -Hn), or run fewer workers";

    private readonly IReadOnlyList<byte[]> _inherited = Self.RawEnvironment();

    /// <returns>null when not even the launch stage could be started; then <paramref name="failure"/> says why.
    /// </returns>
    internal WorkerProcess? Start(int slot, out WorkerEvent failure)
    {
        // Without a socket of its own a worker cannot say READY=1; it can still listen.
        if (MessageChannel.CreateNotifySocket(out var notify, out var name) != 0)
        {
            notify.Dispose();
            name = "";
        }

        var passedOn = app.Share == ShareMode.Fd ? sockets.All : [];
        var order = new LaunchOrder
        {
            App = app,
            Environment = WorkerEnvironment.Of(
                app, _inherited, slot, workers, name, [.. passedOn.Select(socket => Label(socket.Text))]),
            Sockets = [.. passedOn.Select(socket => socket.Socket.Fd)],
        };
        var error = launcher.Start(order, out var pid, out var reports);
        if (error == 0)
        {
            failure = default;
            return new WorkerProcess(slot, pid, reports, name.Length == 0 ? null : notify);
        }

        reports.Dispose();
        notify.Dispose();
        failure = Failure(new LaunchReport(LaunchStep.Plan, error));
        return null;
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
