using System.Diagnostics;
using System.Net;
using System.Text;
using Init.Core.Doctor;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Seccomp;
using Init.Linux.Signals;
using Init.Linux.Sockets;
using Init.Runtime.Launching;
using Init.Runtime.Sharing;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Doctor;

/// <summary>Starts one child in the place of a worker and serves its bind(2) as the broker would. It is dead at the
/// end, whatever it did.</summary>
internal sealed class TrialChild
{
    /// <summary>For each step: a busy machine needs some milliseconds.</summary>
    private static readonly TimeSpan StepMax = TimeSpan.FromSeconds(2);

    private const int AnswerBytesMax = 1 << 16;

    private readonly OwnedFd _reports;
    private readonly OwnedFd _answers;
    private OwnedFd? _listener;

    private TrialChild(OwnedFd reports, OwnedFd answers)
    {
        _reports = reports;
        _answers = answers;
    }

    internal static TrialRun Run(LaunchPlan plan)
    {
        var error = MessageChannel.CreatePair(out var ours, out var theirs);
        using (ours)
        {
            var started = Stopwatch.GetTimestamp();
            var pid = 0;
            OwnedFd reports = new();
            using (theirs)
            {
                error = error != 0 ? error : Launcher.Start(plan, [theirs], new LaunchPlace(true), out pid, out reports);
            }

            using (reports)
            {
                if (error != 0)
                {
                    return Failed(new LaunchReport(LaunchStep.Plan, error));
                }

                try
                {
                    return new TrialChild(reports, ours).Follow(plan.InstallFilter, started);
                }
                finally
                {
                    End(pid);
                }
            }
        }
    }

    private static TrialRun Failed(LaunchReport failure)
    {
        var not = Trial.NotTried("no child could be started for it");
        return new TrialRun(failure, 0, not, not, not, new TrialReport([], null, 0));
    }

    private TrialRun Follow(bool filtered, long started)
    {
        try
        {
            if (AwaitExec() is { } failure)
            {
                return Failed(failure);
            }

            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var not = Trial.NotTried("no filter was installed");
            var (notification, memory, replacement, port) = filtered ? Serve() : (not, not, not, 0);
            var report = TrialReport.Read(Answers());
            if (replacement.Works && (report.BindError != 0 || report.Port != port))
            {
                replacement = new Trial(TrialOutcome.Failed, "the child did not find our socket in the place of its own");
            }

            return new TrialRun(null, took, notification, memory, replacement, report);
        }
        finally
        {
            _listener?.Dispose();
        }
    }

    /// <returns>null: the program runs.</returns>
    private LaunchReport? AwaitExec()
    {
        var buffer = new byte[LaunchReport.Bytes];
        while (Descriptor.WaitReadable(_reports, StepMax))
        {
            var count = MessageChannel.Receive(_reports, buffer, out var passed, out _);
            if (count != LaunchReport.Bytes)
            {
                passed?.Dispose();
                return count == 0 ? null : new LaunchReport(LaunchStep.Plan, Math.Max(Errno.EIO, -count));
            }

            if (passed is null)
            {
                return LaunchReport.Read(buffer);
            }

            _listener = passed;
        }

        return new LaunchReport(LaunchStep.Plan, Errno.ETIMEDOUT);
    }

    private (Trial Notification, Trial Memory, Trial Replacement, int Port) Serve()
    {
        var not = Trial.NotTried("no call was stopped");
        if (_listener is not { } listener)
        {
            return (new Trial(TrialOutcome.Failed, "the child's filter was not handed over"), not, not, 0);
        }

        while (Descriptor.WaitReadable(listener, StepMax))
        {
            if (NotificationQueue.Receive(listener, out var call) is var error and not 0)
            {
                return (Trials.Of(error), not, not, 0);
            }

            if (call.Number == CallNumber.Bind)
            {
                var memory = ReadMemory(listener, call);
                var port = 0;
                var replacement = memory.Works
                    ? Replace(listener, call, out port) : Trial.NotTried("the child's memory cannot be read");
                if (!replacement.Works)
                {
                    NotificationQueue.Continue(listener, call);
                }

                return (Trial.Success, memory, replacement, port);
            }

            NotificationQueue.Continue(listener, call);
        }

        return (new Trial(TrialOutcome.Failed, "a call was not stopped by the filter"), not, not, 0);
    }

    private static Trial ReadMemory(OwnedFd listener, StoppedCall call)
    {
        var bytes = new byte[Math.Clamp((int)call.Arg2, 0, SocketAddress.BytesMax)];
        var error = CallerMemory.Read(call.Thread, call.Arg1, bytes);
        var kind = CallerDescriptor.Of(call.Thread, (int)call.Arg0).Kind;
        return !NotificationQueue.IsAlive(listener, call) ? Trials.Of(Errno.ESRCH)
            : error != 0 ? Trials.Of(error)
            : SocketAddress.Read(bytes) is not { Port: 0 }
                ? new Trial(TrialOutcome.Failed, "what was read is not what the child wrote")
            : kind != SocketKind.Tcp ? new Trial(TrialOutcome.Refused, "the child's descriptors cannot be read")
            : Trial.Success;
    }

    private static Trial Replace(OwnedFd listener, StoppedCall call, out int port)
    {
        var address = SocketAddress.OfIp(IPAddress.Loopback, 0);
        var error = OwnedSocket.Create(SocketKind.Tcp, address.Family, out var socket);
        using (socket)
        {
            error = error != 0 ? error : socket.Bind(address);
            port = socket.LocalAddress?.Port ?? 0;
            error = error != 0 ? error
                : NotificationQueue.Replace(listener, call, socket.Fd, (int)call.Arg0, closeOnExec: true);
            if (error == 0)
            {
                NotificationQueue.Answer(listener, call, 0);
            }

            return Trials.Of(error);
        }
    }

    private string Answers()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (text.Length < AnswerBytesMax && Descriptor.WaitReadable(_answers, StepMax)
            && Descriptor.Read(_answers, buffer) is var count and > 0)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    /// <summary>It is our unreaped child, so its number is still its own.</summary>
    private static void End(int pid)
    {
        ProcessSignal.Send(pid, Signal.SIGKILL);
        var started = Stopwatch.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (Stopwatch.GetElapsedTime(started) < StepMax && ProcessStatus.Parent(pid) == Self.Pid)
        {
            Children.Reap(pid);
            pause.Wait(1);
        }
    }
}
