using Init.Core.InitMode;

namespace Init.Core.Tests.InitMode;

/// <summary>An init whose clock is moved by hand, and what it has done so far.</summary>
internal sealed class InitScene(InitModeSpec spec, InitState? initial = null)
{
    public static readonly InitModeSpec Plain = new() { Command = ["x"] };

    public InitState State { get; private set; } = initial ?? new InitState();
    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);
    public List<InitEffect> Done { get; } = [];

    public InitScene Signal(params int[] signals)
    {
        foreach (var signal in signals)
        {
            Happen(new(InitEventKind.Signalled, signal));
        }

        return this;
    }

    public InitScene Happen(InitEventKind kind, int value = 0) => Happen(new InitEvent(kind, value));

    public InitScene Pass(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Happen(new(InitEventKind.Tick));
    }

    /// <summary>Since the last time this was asked: `Forward 15`, one a word.</summary>
    public string Effects()
    {
        var text = string.Join(", ", Done.Select(effect => $"{effect.Kind} {effect.Value}"));
        Done.Clear();
        return text;
    }

    private InitScene Happen(InitEvent happened)
    {
        var step = InitMachine.Next(State, happened, spec, Now);
        State = step.State;
        Done.AddRange(step.Effects);
        return this;
    }
}
