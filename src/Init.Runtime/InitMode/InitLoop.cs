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

    private readonly Remains _remains = new();
    private InitState _state = initial;
    private bool _childLives = child != 0;
    private int? _code;

    internal int Run()
    {
        // A command that ends at once shall not wait for that.
        if (!signals.Wait(SettleTime))
        {
            BareProcess.ReleasePages();
        }

        while (_code is null)
        {
            var time = _state.NextDeadline is { } deadline ? deadline - MonotonicClock.Now : (TimeSpan?)null;
            if (!signals.Wait(time))
            {
                Happen(new(InitEventKind.Tick));
            }
            else if (signals.Read() is var signal and not 0)
            {
                Take(signal);
            }
        }

        return _code.Value;
    }

    /// <summary>As if it had been sent: our parent was dead before it could be asked for.</summary>
    internal void Take(int signal)
    {
        voice.Received(signal);
        if (signal == Signal.SIGCHLD)
        {
            ReapAll();
        }
        else
        {
            Happen(new(InitEventKind.Signalled, signal));
        }
    }

    /// <summary>Every ended child, because one SIGCHLD may stand for many.</summary>
    private void ReapAll()
    {
        while (Children.TryPeekEnded(out var pid, out var status))
        {
            var isMain = pid == child;
            voice.Reaped(pid, status, isMain);
            if (isMain)
            {
                // Not reaped yet: its group's number is safe to use.
                _childLives = false;
                Happen(new(InitEventKind.MainEnded, status.ShellCode));
            }

            Children.Reap(pid);
            _remains.Forget(pid);
            if (!isMain)
            {
                Happen(new(InitEventKind.OrphanReaped));
            }
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
                StopJob();
                break;
            case InitEffectKind.StopSelf:
                voice.StoppingSelf();
                JobStop.StopSelf();
                break;
            case InitEffectKind.GiveTerminal when ControllingTerminal.HasForeground(Self.Group):
                ControllingTerminal.GiveTo(child);
                break;
            case InitEffectKind.GiveTerminal:
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
        // A job was stopped as a whole, and so it goes on.
        var toGroup = spec.Group || (signal == Signal.SIGCONT && spec.Place == ChildPlace.OwnGroup);
        _remains.AskedGroup = toGroup && signal == Signal.SIGTERM ? child : _remains.AskedGroup;
        return !_childLives ? Errno.ESRCH
            : toGroup ? ProcessSignal.SendToGroup(child, signal) : ProcessSignal.Send(child, signal);
    }

    /// <summary>The shell that started us waits for our group, not for the child's: it must see us stop, and have the
    /// terminal back. Going on, we find ourselves in the foreground (`fg`), where the child belongs, or not (`bg`).
    /// </summary>
    private void StopJob()
    {
        if (!BareSurroundings.HasTerminal)
        {
            return;
        }

        if (ControllingTerminal.HasForeground(child))
        {
            ControllingTerminal.GiveTo(Self.Group);
        }

        JobStop.StopGroup();
        if (ControllingTerminal.HasForeground(Self.Group))
        {
            ControllingTerminal.GiveTo(child);
        }
    }
}
