namespace Init.E2E.Harness;

/// <param name="Ok">Requests answered in full with 200.</param>
/// <param name="Refused">See <see cref="RequestOutcome.Refused"/>.</param>
/// <param name="Reset">See <see cref="RequestOutcome.Reset"/>.</param>
/// <param name="Lost">See <see cref="RequestOutcome.Lost"/>.</param>
/// <param name="Retried">Kept connections that had been closed idle, each request then made anew and counted above.</param>
/// <param name="Answers">How often each answer was given.</param>
internal sealed record LoadResult(
    int Ok, int Refused, int Reset, int Lost, int Retried, IReadOnlyDictionary<string, int> Answers)
{
    public int Failed => Refused + Reset + Lost;

    public override string ToString() =>
        $"{Ok} ok, {Refused} refused, {Reset} reset, {Lost} lost, {Retried} idle and retried";
}
