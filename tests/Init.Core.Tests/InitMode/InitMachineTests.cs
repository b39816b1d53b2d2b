using Init.Core.InitMode;
using Xunit;

namespace Init.Core.Tests.InitMode;

public sealed class InitMachineTests
{
    private const int HUP = 1;
    private const int INT = 2;
    private const int QUIT = 3;
    private const int USR1 = 10;
    private const int TERM = 15;
    private const int CONT = 18;
    private const int STOP = 19;
    private const int TSTP = 20;
    private const int TTIN = 21;

    private static InitScene Plain => new(InitScene.Plain);

    private static InitScene Waiting => new(InitScene.Plain with { WaitAll = TimeSpan.FromSeconds(5) });

    [Fact]
    public void Signals_are_passed_on_and_the_childs_end_is_ours() =>
        Assert.Equal("Forward 1, Forward 40, End 7", Plain.Signal(HUP, 40).Happen(InitEventKind.MainEnded, 7).Effects());

    [Fact]
    public void Signal_is_passed_on_as_another_one_or_not_at_all()
    {
        var scene = new InitScene(InitScene.Plain with { Signals = new CodeMap([(TERM, QUIT), (QUIT, TERM), (USR1, 0)]) });
        Assert.Equal("Forward 3, Forward 15, Drop 10", scene.Signal(TERM, QUIT, USR1).Effects());
    }

    [Theory]
    [InlineData(143, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    public void Exit_code_becomes_another_one(int from, int to)
    {
        var scene = new InitScene(InitScene.Plain with { ExitCodes = new CodeMap([(143, 0), (0, 3)]) });
        Assert.Equal($"End {to}", scene.Happen(InitEventKind.MainEnded, from).Effects());
    }

    [Fact]
    public void Term_that_comes_again_at_once_is_the_same_one()
    {
        var scene = Plain.Signal(TERM, TERM, INT, INT);
        Assert.Equal("Forward 15, Drop 15, Forward 2, Forward 2", scene.Effects());
        scene.Pass(0.6);
        Assert.Equal("Forward 15", scene.Signal(TERM).Effects());
    }

    [Fact]
    public void Other_dialects_pass_every_term_on() =>
        Assert.Equal(
            "Forward 15, Forward 15", new InitScene(InitScene.Plain with { MergesTerms = false }).Signal(TERM, TERM).Effects());

    [Fact]
    public void Delayed_term_is_passed_on_once_when_its_time_has_come()
    {
        var scene = new InitScene(InitScene.Plain with { TermDelay = TimeSpan.FromSeconds(5) }).Signal(TERM, USR1);
        Assert.Equal("Forward 10", scene.Effects());
        Assert.Equal(scene.Now + TimeSpan.FromSeconds(5), scene.State.NextDeadline);
        Assert.Equal("", scene.Pass(4.9).Effects());
        Assert.Equal("Forward 15", scene.Pass(0.1).Effects());
        Assert.Null(scene.State.NextDeadline);
        Assert.Equal("", scene.Pass(10).Effects());
    }

    [Fact]
    public void Second_term_does_not_wait_for_the_delay_of_the_first()
    {
        var scene = new InitScene(InitScene.Plain with { TermDelay = TimeSpan.FromSeconds(5) }).Signal(TERM, TERM);
        Assert.Equal("Drop 15", scene.Effects());
        scene.Pass(1);
        Assert.Equal("Forward 15", scene.Signal(TERM).Effects());
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void What_is_left_is_asked_and_when_nothing_is_left_the_end_comes_at_once()
    {
        var scene = Waiting.Happen(InitEventKind.MainEnded, 3);
        Assert.Equal("TellRest 15", scene.Effects());
        Assert.Equal(scene.Now + TimeSpan.FromSeconds(5), scene.State.NextDeadline);
        Assert.Equal("TellRest 15", scene.Happen(InitEventKind.OrphanReaped).Effects());
        Assert.Equal("End 3", scene.Happen(InitEventKind.NoneLeft).Effects());
    }

    [Fact]
    public void What_does_not_end_is_killed_and_what_cannot_be_killed_does_not_hold_us()
    {
        var scene = Waiting.Happen(InitEventKind.MainEnded, 3);
        scene.Effects();
        Assert.Equal("TellRest 9", scene.Pass(5).Effects());
        Assert.Equal("TellRest 9", scene.Pass(0.05).Effects());
        Assert.Equal("TellRest 9", scene.Happen(InitEventKind.OrphanReaped).Effects());
        Assert.Equal("End 3", scene.Pass(InitMachine.KillMax.TotalSeconds).Effects());
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void Who_was_asked_to_end_is_not_asked_again_by_a_second_term()
    {
        var scene = Waiting.Happen(InitEventKind.MainEnded, 0);
        scene.Effects();
        Assert.Equal("TellRest 10", scene.Signal(TERM, USR1).Effects());
    }

    [Fact]
    public void Delayed_term_does_not_outlive_the_child()
    {
        var spec = InitScene.Plain with { WaitAll = TimeSpan.FromSeconds(9), TermDelay = TimeSpan.FromSeconds(1) };
        var scene = new InitScene(spec).Signal(TERM).Happen(InitEventKind.MainEnded);
        scene.Effects();
        Assert.Equal("", scene.Pass(2).Effects());
    }

    [Theory]
    [InlineData(TSTP)]
    [InlineData(TTIN)]
    [InlineData(STOP)]
    public void Stop_of_the_child_is_one_of_the_job(int signal) =>
        Assert.Equal($"StopJob {signal}", Plain.Happen(InitEventKind.MainStopped, signal).Effects());

    [Fact]
    public void Going_on_gives_the_child_the_terminal_first() =>
        Assert.Equal("GiveTerminal 0, Forward 18", Plain.Signal(CONT).Effects());

    [Fact]
    public void Farewell_of_a_terminal_is_swallowed_once_each()
    {
        var spec = InitScene.Plain with { StopsWithChild = false };
        var scene = new InitScene(spec, new InitState { SwallowedOnce = InitMachine.TerminalsFarewell });
        Assert.Equal("Swallow 1, Swallow 18, Forward 18, Forward 1", scene.Signal(HUP, CONT, CONT, HUP).Effects());
    }

    [Fact]
    public void Dumb_init_passes_a_stop_on_and_then_stops_itself()
    {
        var spec = InitScene.Plain with
        {
            StopsItself = true, StopsWithChild = false, TermsGroupAtEnd = true, Signals = new CodeMap([(TSTP, STOP)]),
        };
        Assert.Equal("Forward 19, StopSelf 0", new InitScene(spec).Signal(TSTP).Effects());
        Assert.Equal("TellGroup 15, End 4", new InitScene(spec).Happen(InitEventKind.MainEnded, 4).Effects());
    }

    [Theory]
    [InlineData(INT, "End 0")]
    [InlineData(TERM, "End 0")]
    [InlineData(HUP, "")]
    public void Pause_ends_with_a_polite_signal(int signal, string effects) =>
        Assert.Equal(effects, new InitScene(InitScene.Plain with { Command = [], Pause = true }).Signal(signal).Effects());

    [Fact]
    public void Every_event_in_every_phase_is_answered_and_the_end_is_final()
    {
        foreach (var phase in Enum.GetValues<InitPhase>())
        {
            foreach (var kind in Enum.GetValues<InitEventKind>())
            {
                var spec = InitScene.Plain with { WaitAll = TimeSpan.FromSeconds(1) };
                var scene = new InitScene(spec, new InitState { Phase = phase }).Happen(kind, TERM);
                Assert.True(phase != InitPhase.Ended || scene.Effects() == "", $"{phase}, {kind}");
                Assert.True(scene.State.Phase >= phase, $"{phase}, {kind}: back to {scene.State.Phase}");
            }
        }
    }
}
