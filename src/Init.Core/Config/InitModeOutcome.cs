using Init.Core.InitMode;

namespace Init.Core.Config;

/// <param name="Spec">null: there are problems.</param>
public sealed record InitModeOutcome(InitModeSpec? Spec, IReadOnlyList<Problem> Problems);
