using System.Text;
using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux;
using Init.Linux.Clock;
using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Sockets;
using Init.Runtime.Reporting;

namespace Init.Runtime.Agents;

/// <summary>Keeps an agent alive. Its listening sockets are ours, so while there is no agent, connections wait in their
/// queues. An agent that dies is started again at once; one that dies soon after its start, with backoff.</summary>
internal sealed class AgentKeeper(
    Poller poller, AgentDoors doors, DescriptorLimit? files, Func<LinkRequest, LinkReply?> answer,
    Func<IReadOnlyList<LinkNews>> remembered) : IDisposable
{
    private const int LinkNumber = 3;

    /// <summary>Workers start first; an agent's start would take CPU time from theirs.</summary>
    internal static readonly TimeSpan StartDelayMax = TimeSpan.FromMilliseconds(250);

    /// <summary>An agent that was silent for so long is asked whether it is alive, and then has as long again.
    /// </summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(10);

    /// <summary>One that lived this long did not fail at its start.</summary>
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(30);

    private AgentLink? _link;
    private TimeSpan _startedAt;
    private int _failures;
    private bool _stopping;
    private bool _asked;
    private TimeSpan? _checkAt;

    /// <summary>0 while there is none.</summary>
    internal int Pid { get; private set; }

    /// <summary>When <see cref="TakeTime"/> has something to do; null: never.</summary>
    internal TimeSpan? Deadline => StartAt ?? _checkAt;

    /// <summary>When to start the next one; null: not waiting for that.</summary>
    private TimeSpan? StartAt { get; set; }

    internal void StartSoon(TimeSpan delay) => StartAt = MonotonicClock.Now + delay;

    /// <summary>No reason to wait any longer for the first start.</summary>
    internal void StartNow() => StartAt = StartAt is null ? null : MonotonicClock.Now;

    /// <param name="snapshot">To ask with; an agent takes it as news.</param>
    internal void TakeTime(TimeSpan now, Func<Snapshot> snapshot)
    {
        if (StartAt <= now)
        {
            Start();
        }
        else if (_checkAt <= now && _link is { } link)
        {
            _checkAt = now + SilenceMax;
            if (_asked || !link.Send(new LinkReply(0, snapshot(), Stop: false, 0)))
            {
                Stderr.Line("the agent does not answer: killing it (no worker is concerned)");
                Cut();
                return;
            }

            _asked = true;
            Watch();
        }
    }

    private void Start()
    {
        StartAt = null;
        _startedAt = MonotonicClock.Now;
        Heard();
        var error = MessageChannel.CreatePair(out var ours, out var theirs);
        using (theirs)
        {
            error = error != 0 ? error : Spawn(theirs);
        }

        if (error != 0)
        {
            ours.Dispose();
            Failed($"cannot start the agent: {Errno.Text(error)}");
            return;
        }

        _link = new AgentLink(ours, answer);
        // Probes come this way, and a kubelet gives them a second.
        if (poller.AddUrgent(ours, Interest.Readable, Ready) is var deaf and not 0)
        {
            Stderr.Line($"cannot hear the agent: {Errno.Text(deaf)}: killing it (no worker is concerned)");
            Cut();
            return;
        }

        Tell(remembered());
    }

    /// <summary>What has just happened. While there is no agent it is remembered elsewhere.</summary>
    internal void Tell(LinkNews news) => Tell([news]);

    private void Tell(IReadOnlyList<LinkNews> news)
    {
        if (_link is not { } link || _stopping || news.Count == 0)
        {
            return;
        }

        if (NewsFrames.Of(news).All(link.Send))
        {
            Watch();
        }
        else
        {
            Cut();
        }
    }

    /// <summary>The process has ended and been reaped.</summary>
    internal void Exited(ExitStatus status)
    {
        Pid = 0;
        _checkAt = null;
        Unlink();
        if (!_stopping)
        {
            Failed($"the agent ended with code {status.ShellCode}: starting it again (no worker is concerned)");
        }
    }

    /// <summary>Tells it to flush and to exit.</summary>
    internal void Stop(Snapshot last, TimeSpan flush)
    {
        _stopping = true;
        StartAt = null;
        _checkAt = null;
        if (_link is null || !_link.Send(new LinkReply(0, last, Stop: true, (int)flush.TotalMilliseconds)))
        {
            Kill();
        }
        else
        {
            Watch();
        }
    }

    private void Kill()
    {
        if (Pid != 0)
        {
            _ = ProcessSignal.SendToGroup(Pid, Signal.SIGKILL);
        }
    }

    public void Dispose() => Unlink();

    private int Spawn(OwnedFd link)
    {
        var descriptors = new List<(OwnedFd, int)> { (link, LinkNumber) };
        var arguments = new List<string> { AgentArgv.Role, $"{AgentArgv.Link}={LinkNumber}" };
        foreach (var (name, socket) in doors.Open)
        {
            arguments.Add($"{name}={LinkNumber + descriptors.Count}");
            descriptors.Add((socket.Fd, LinkNumber + descriptors.Count));
        }

        using var argv = new StringVector([.. arguments.Select(Encoding.ASCII.GetBytes)]);
        using var envp = new StringVector(doors.Environment);
        var plan = new SpawnPlan
        {
            Path = Self.ExecutablePath,
            Arguments = argv,
            Environment = envp,
            Mask = SignalSet.None,
            Default = SignalSet.All,
            NewProcessGroup = true,
            Descriptors = descriptors,
        };
        var error = Spawner.Start(plan, out var pid);
        Pid = pid;
        if (error == 0)
        {
            _ = files?.Give(pid);
        }

        return error;
    }

    private void Failed(string message)
    {
        var now = MonotonicClock.Now;
        var quickly = now - _startedAt < SteadyAfter;
        _failures = quickly ? _failures + 1 : 0;

        // The first failure is made good at once: connections are waiting.
        StartAt = _failures <= 1 ? now : now + Backoff.Next(_failures, chance: 0);
        Stderr.Line(message);
    }

    private void Ready(Ready ready)
    {
        if (_link is { } link && ready.Writable && !link.Flush())
        {
            Cut();
            return;
        }

        if (_link is { } open && (ready.Readable || ready.HungUp))
        {
            Heard();
            if (!open.Receive())
            {
                Cut();
                return;
            }
        }

        Watch();
    }

    private void Heard()
    {
        _asked = false;
        _checkAt = _stopping ? null : MonotonicClock.Now + SilenceMax;
    }

    private void Watch()
    {
        if (_link is { } link)
        {
            poller.Change(link.Fd, link.HasUnsent ? Interest.ReadableOrWritable : Interest.Readable);
        }
    }

    /// <summary>An agent without a link is of no use: it is made to end, and its end starts the next one.</summary>
    private void Cut()
    {
        Unlink();
        if (!_stopping)
        {
            Kill();
        }
    }

    private void Unlink()
    {
        if (_link is { } link)
        {
            poller.Remove(link.Fd);
            link.Dispose();
            _link = null;
        }
    }
}
