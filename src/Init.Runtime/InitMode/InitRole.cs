using Init.Core.InitMode;
using Init.Core.Pool;
using Init.Linux.Bare;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Terminal;

namespace Init.Runtime.InitMode;

/// <summary>Init mode: one child, nothing else. The child is born with the mask, dispositions, environment and
/// descriptors that we were born with; its end is ours.</summary>
public static class InitRole
{
    private const int FirstDescriptor = 3;

    /// <returns>The child's exit code, 128 + n, or what the dialect gives for a command that cannot be executed.
    /// </returns>
    public static int Run(InitModeSpec spec)
    {
        var born = SignalState.TakeOver();
        using var signals = new SignalSource(SignalSet.All);
        var voice = InitVoice.Of(spec);
        var state = new InitState();
        if (spec.Place == ChildPlace.OwnSession)
        {
            state = GiveUpTerminal(voice);
        }

        var isOrphan = Follow(spec);
        if (!BecomeReaper(spec, voice))
        {
            return ExitCodes.Failed;
        }

        var child = 0;
        if (!spec.Pause)
        {
            var starter = new InitStarter(spec, born);
            if (starter.Start(out child) is { } failure)
            {
                return voice.CannotStart(failure);
            }

            voice.Spawned(spec.Command[0], child, spec, starter.LacksTerminal);
        }

        // The child has what the caller left open; we must hold neither the other end of anybody's pipe, nor a folder.
        Descriptor.CloseInherited(FirstDescriptor, own: signals.Fd);
        Self.LeaveDirectory();
        var loop = new InitLoop(spec, voice, signals, child, state);
        if (isOrphan)
        {
            loop.Take(spec.ParentDeathSignal!.Value);
        }

        return loop.Run();
    }

    private static InitState GiveUpTerminal(InitVoice voice)
    {
        var leads = Self.LeadsSession;
        var error = ControllingTerminal.GiveUp();
        voice.GaveUpTerminal(error, leads);
        return error == 0 && leads ? new InitState { SwallowedOnce = InitMachine.TerminalsFarewell } : new InitState();
    }

    /// <returns>Whether the parent was dead already, and the signal is due.</returns>
    private static bool Follow(InitModeSpec spec) => spec.ParentDeathSignal is { } signal
        && ParentDeath.Follow(BareProcess.Parent, signal, out var isDead) == 0 && isDead;

    /// <returns>False: what was asked for cannot be had, and the dialect gives up.</returns>
    private static bool BecomeReaper(InitModeSpec spec, InitVoice voice)
    {
        if (spec.Subreaper && Self.Pid != 1 && Children.BecomeSubreaper() is var error and not 0)
        {
            voice.SubreaperRefused(error);
            return spec.Dialect == Dialect.Pm1;
        }

        if (!spec.Subreaper && Self.Pid != 1 && !Children.IsSubreaper)
        {
            voice.CannotReap();
        }

        return true;
    }
}
