namespace Init.Core.Doctor;

/// <param name="Why">The reason in words; empty when it works.</param>
public readonly record struct Trial(TrialOutcome Outcome, string Why)
{
    public static readonly Trial Success = new(TrialOutcome.Works, "");

    public bool Works => Outcome == TrialOutcome.Works;

    public static Trial NotTried(string why) => new(TrialOutcome.NotTried, why);
}
