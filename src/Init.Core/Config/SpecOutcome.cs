using Init.Core.Spec;

namespace Init.Core.Config;

/// <param name="Spec">null exactly when there is a problem.</param>
/// <param name="Problems">All of them, in the order in which they were found.</param>
public sealed record SpecOutcome(InitSpec? Spec, IReadOnlyList<Problem> Problems);
