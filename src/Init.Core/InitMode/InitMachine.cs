namespace Init.Core.InitMode;

/// <summary>
/// What an init does about each event. The child is signalled only while it lives, one request to end reaches it once,
/// and its end is ours; with `--wait-all` what it leaves behind is asked to end first, for a bounded time. <br/>
/// Who is asked: each process once, also those that become ours later, when their parents end. Then SIGKILL, and then
/// the end in any case, because a process that even the kernel cannot kill must not hold a container.
/// </summary>
public static class InitMachine
{
    /// <summary>So soon, a second SIGTERM is still the first one.</summary>
    public static readonly TimeSpan SameTerm = TimeSpan.FromMilliseconds(SameTermMilliseconds);

    /// <inheritdoc cref="SameTerm"/>
    public const int SameTermMilliseconds = 500;

    /// <summary>For what was sent SIGKILL to be gone.</summary>
    public static readonly TimeSpan KillMax = TimeSpan.FromSeconds(2);

    /// <summary>How often SIGKILL goes out meanwhile: nobody tells of a process that became ours.</summary>
    public static readonly TimeSpan KillInterval = TimeSpan.FromMilliseconds(50);

    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;
    private const int SIGCONT = 18;
    private const int SIGTSTP = 20;
    private const int SIGTTIN = 21;
    private const int SIGTTOU = 22;

    /// <summary>Giving up the terminal of our own session makes the kernel hang up on us, and let us go on.</summary>
    public static readonly IReadOnlyList<int> TerminalsFarewell = [SIGHUP, SIGCONT];

    /// <param name="now">Monotonic.</param>
    public static InitStep Next(InitState state, InitEvent happened, InitModeSpec spec, TimeSpan now) =>
        state.Phase switch
        {
            InitPhase.Running => WhileRunning(state, happened, spec, now),
            InitPhase.Emptying => WhileEmptying(state, happened, spec, now),
            InitPhase.Killing => WhileKilling(state, happened, now),
            InitPhase.Ended => new(state, []),
        };

    private static InitStep WhileRunning(InitState state, InitEvent happened, InitModeSpec spec, TimeSpan now) =>
        happened.Kind switch
        {
            InitEventKind.Signalled => Signalled(state, happened.Value, spec, now),
            InitEventKind.MainEnded => MainEnded(state with { ExitCode = spec.ExitCodes[happened.Value] }, spec, now),
            // By whatever signal: a shell's `suspend` is SIGSTOP, and the terminal would be nobody's.
            InitEventKind.MainStopped => new(
                state, spec.StopsWithChild ? [new(InitEffectKind.StopJob, happened.Value)] : []),
            InitEventKind.Tick => state.SignalAt <= now
                ? new(state with { SignalAt = null }, PassOn(SIGTERM, spec)) : new(state, []),
            InitEventKind.OrphanReaped or InitEventKind.NoneLeft => new(state, []),
        };

    private static InitStep WhileEmptying(InitState state, InitEvent happened, InitModeSpec spec, TimeSpan now) =>
        happened.Kind switch
        {
            // Who was asked to end is not asked again: to many programs a second SIGTERM means "drop everything".
            InitEventKind.Signalled => new(
                state, happened.Value == SIGTERM || spec.Signals[happened.Value] == 0
                    ? [] : [new(InitEffectKind.TellRest, spec.Signals[happened.Value])]),
            InitEventKind.OrphanReaped => new(state, [new(InitEffectKind.TellRest, SIGTERM)]),
            InitEventKind.Tick => state.PhaseEndsAt <= now
                ? Kill(state with { Phase = InitPhase.Killing, PhaseEndsAt = now + KillMax }, now) : new(state, []),
            InitEventKind.NoneLeft => End(state),
            InitEventKind.MainEnded or InitEventKind.MainStopped => new(state, []),
        };

    private static InitStep WhileKilling(InitState state, InitEvent happened, TimeSpan now) => happened.Kind switch
    {
        InitEventKind.Tick => state.PhaseEndsAt <= now ? End(state)
            : state.SignalAt <= now ? Kill(state, now) : new(state, []),
        InitEventKind.NoneLeft => End(state),
        InitEventKind.OrphanReaped => Kill(state, now),
        InitEventKind.Signalled or InitEventKind.MainEnded or InitEventKind.MainStopped => new(state, []),
    };

    private static InitStep Signalled(InitState state, int signal, InitModeSpec spec, TimeSpan now)
    {
        if (state.SwallowedOnce.Contains(signal))
        {
            var left = state.SwallowedOnce.Where(other => other != signal).ToArray();
            return new(state with { SwallowedOnce = left }, [new(InitEffectKind.Swallow, signal)]);
        }

        if (spec.Pause)
        {
            return signal is SIGINT or SIGTERM ? End(state) : new(state, []);
        }

        return signal == SIGTERM ? Term(state, spec, now) : new(state, Answer(signal, spec));
    }

    private static InitStep Term(InitState state, InitModeSpec spec, TimeSpan now)
    {
        if (spec.MergesTerms && now - state.TermCameAt < SameTerm)
        {
            return new(state, [new(InitEffectKind.Drop, SIGTERM)]);
        }

        // The delay is for the first one; who asks again does not want to wait.
        var came = state with { TermCameAt = now, SignalAt = null };
        return spec.TermDelay > TimeSpan.Zero && state.TermCameAt is null
            ? new(came with { SignalAt = now + spec.TermDelay }, [])
            : new(came, PassOn(SIGTERM, spec));
    }

    private static IReadOnlyList<InitEffect> Answer(int signal, InitModeSpec spec)
    {
        if (signal == SIGCONT && spec.StopsWithChild)
        {
            return [new(InitEffectKind.GiveTerminal), .. PassOn(signal, spec)];
        }

        return spec.StopsItself && IsJobControl(signal)
            ? [.. PassOn(signal, spec), new(InitEffectKind.StopSelf)] : PassOn(signal, spec);
    }

    private static IReadOnlyList<InitEffect> PassOn(int signal, InitModeSpec spec) =>
        [spec.Signals[signal] is var to and not 0 ? new(InitEffectKind.Forward, to) : new(InitEffectKind.Drop, signal)];

    private static InitStep MainEnded(InitState state, InitModeSpec spec, TimeSpan now)
    {
        if (spec.WaitAll is { } time)
        {
            return new(
                state with { Phase = InitPhase.Emptying, SignalAt = null, PhaseEndsAt = now + time },
                [new(InitEffectKind.TellRest, SIGTERM)]);
        }

        if (!spec.TermsGroupAtEnd)
        {
            return End(state);
        }

        InitEffect term = spec.Signals[SIGTERM] is var to and not 0
            ? new(InitEffectKind.TellGroup, to) : new(InitEffectKind.Drop, SIGTERM);
        return new(state with { Phase = InitPhase.Ended }, [term, new(InitEffectKind.End, state.ExitCode)]);
    }

    private static InitStep Kill(InitState state, TimeSpan now) =>
        new(state with { SignalAt = now + KillInterval }, [new(InitEffectKind.TellRest, SIGKILL)]);

    private static InitStep End(InitState state) => new(
        state with { Phase = InitPhase.Ended, SignalAt = null, PhaseEndsAt = null },
        [new(InitEffectKind.End, state.ExitCode)]);

    private static bool IsJobControl(int signal) => signal is SIGTSTP or SIGTTIN or SIGTTOU;
}
