using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Bare;
using Init.Linux.Clock;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Terminal;

namespace Init.Runtime.InitMode;

/// <summary>
/// From the child's start to our end. Constraints: one thread, no wake-up without a signal or a deadline, and the child
/// is signalled only before it is reaped, because until then its number is nobody else's. Scheme: signals and ended
/// children become events; what <see cref="InitMachine"/> answers is carried out at once.
/// </summary>
internal sealed class InitLoop(InitModeSpec spec, InitVoice voice, SignalSource signals, int child, InitState initial)
{
    /// <summary>The one wake-up of an idle init: after its start it is smaller than during it.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    /// <summary>So many ended children at a time: those that end without end must not keep a deadline
    /// waiting.</summary>
    private const int ReapedPerTurn = 512;

    private readonly Remains _remains = new();
    private InitState _state = initial;
    private bool _childLives = child != 0;
    private bool _isSettled;
    private bool _hasMoreEnded;
    private int? _code;

    internal int Run()
    {
        while (_code is null)
        {
            if (_state.NextDeadline <= MonotonicClock.Now)
            {
                Happen(new(InitEventKind.Tick));
            }
            else if (_hasMoreEnded)
            {
                ReapSome();
            }
            else if (signals.Wait(TimeLeft()))
            {
                Take(signals.Read());
            }
            else
            {
                Settle();
            }
        }

        return _code.Value;
    }

    /// <param name="signal">0: it was nobody's.</param>
    internal void Take(int signal)
    {
        if (signal == 0)
        {
            return;
        }

        voice.Received(signal);
        if (signal == Signal.SIGCHLD)
        {
            ReapSome();
        }
        else
        {
            Happen(new(InitEventKind.Signalled, signal));
        }
    }

    /// <returns>null: for ever.</returns>
    private TimeSpan? TimeLeft()
    {
        var deadline = _state.NextDeadline - MonotonicClock.Now;
        return _isSettled || deadline < SettleTime ? deadline : SettleTime;
    }

    /// <summary>Nothing has happened for a while after the start. (A command that ends at once does not wait for that.)
    /// </summary>
    private void Settle()
    {
        if (!_isSettled)
        {
            _isSettled = true;
            BareProcess.ReleasePages();
        }
    }

    /// <summary>Ended children, because one SIGCHLD may stand for many.</summary>
    private void ReapSome()
    {
        var (left, orphans) = (ReapedPerTurn, 0);
        for (; left > 0 && _code is null && Children.TryPeekEnded(out var pid, out var status); left--)
        {
            var isMain = pid == child;
            voice.Reaped(pid, status, isMain);
            if (isMain)
            {
                // Not reaped yet: its group's number is safe to use.
                EndMain(status);
            }

            Children.Reap(pid);
            _remains.Forget(pid);
            orphans += isMain ? 0 : 1;
        }

        _hasMoreEnded = left == 0;
        if (orphans > 0)
        {
            Happen(new(InitEventKind.OrphanReaped));
        }

        if (_childLives && Children.TryTakeStop(child, out var stop))
        {
            Happen(new(InitEventKind.MainStopped, stop));
        }

        if (_state.Phase is InitPhase.Emptying or InitPhase.Killing && !Children.IsAnyLeft)
        {
            Happen(new(InitEventKind.NoneLeft));
        }
    }

    private void EndMain(ExitStatus status)
    {
        _childLives = false;
        if (spec.Place == ChildPlace.OwnGroup)
        {
            // A group that is gone would keep it from whoever comes after us.
            ControllingTerminal.TakeBackFrom(child);
        }

        Happen(new(InitEventKind.MainEnded, status.ShellCode));
    }

    private void Happen(InitEvent happened)
    {
        var step = InitMachine.Next(_state, happened, spec, MonotonicClock.Now);
        _state = step.State;
        foreach (var effect in step.Effects)
        {
            Perform(effect);
        }
    }

    private void Perform(InitEffect effect)
    {
        switch (effect.Kind)
        {
            case InitEffectKind.Forward:
                voice.Forwarded(effect.Value, Forward(effect.Value));
                break;
            case InitEffectKind.Drop:
                voice.Dropped(effect.Value);
                break;
            case InitEffectKind.Swallow:
                voice.Swallowed(effect.Value);
                break;
            case InitEffectKind.TellRest:
                _remains.Tell(effect.Value);
                break;
            case InitEffectKind.TellGroup:
                // Where the child was in our own group there is nobody left to tell.
                voice.Forwarded(
                    effect.Value,
                    spec.Place == ChildPlace.OurGroup ? 0 : ProcessSignal.SendToGroup(child, effect.Value));
                break;
            case InitEffectKind.StopJob:
                StopJob(effect.Value);
                break;
            case InitEffectKind.StopSelf:
                voice.StoppingSelf();
                JobStop.StopSelf();
                break;
            case InitEffectKind.GiveTerminal:
                GiveTerminal();
                break;
            case InitEffectKind.End:
                voice.Ending(effect.Value);
                _code = effect.Value;
                break;
        }
    }

    /// <returns>errno, or 0.</returns>
    private int Forward(int signal)
    {
        if (!_childLives)
        {
            return Errno.ESRCH;
        }

        // A job was stopped as a whole, and so it goes on.
        var toGroup = spec.Group || (signal == Signal.SIGCONT && spec.Place == ChildPlace.OwnGroup);
        if (toGroup && signal == Signal.SIGTERM && spec.WaitAll is not null)
        {
            _remains.TellGroup(child);
        }

        return toGroup ? ProcessSignal.SendToGroup(child, signal) : ProcessSignal.Send(child, signal);
    }

    private void GiveTerminal()
    {
        if (ControllingTerminal.HasForeground(Self.Group))
        {
            ControllingTerminal.GiveTo(child);
        }
    }

    /// <summary>The shell that started us waits for our group, not for the child's: it must see us stop, and have the
    /// terminal back. Going on, we find ourselves in the foreground (`fg`), where the child belongs, or not (`bg`).
    /// Where there is no such shell nobody would ever let the child go on: a key does not stop it.</summary>
    private void StopJob(int signal)
    {
        if (!BareSurroundings.HasTerminal)
        {
            return;
        }

        ControllingTerminal.TakeBackFrom(child);

        // A session's leader would not be stopped, but SIGTSTP would discard a SIGCONT that has come already.
        var isStopped = !Self.LeadsSession && JobStop.StopGroup();
        GiveTerminal();

        // One that wants the terminal and cannot have it would only stop again.
        var wantsTerminal = signal is Signal.SIGTTIN or Signal.SIGTTOU;
        if (!isStopped && (signal == Signal.SIGTSTP || (wantsTerminal && ControllingTerminal.HasForeground(child))))
        {
            _ = ProcessSignal.SendToGroup(child, Signal.SIGCONT);
        }
    }
}
