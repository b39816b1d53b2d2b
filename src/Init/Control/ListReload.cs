using Init.Core.Read;

namespace Init.Control;

internal sealed record ListReload(int Generation, ReloadOutcome Outcome, int Replaced, int Slots)
{
    internal static ListReload? Of(ReloadSnapshot? reload) => reload is null
        ? null
        : new ListReload(reload.Generation, reload.Outcome, reload.Replaced, reload.Slots);
}
