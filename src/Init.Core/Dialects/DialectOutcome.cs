using Init.Core.InitMode;

namespace Init.Core.Dialects;

/// <summary>What came of another program's command line.</summary>
/// <param name="Spec">null: the rest says what to print, and the exit code.</param>
/// <param name="Early">Lines for standard error before anything is started.</param>
public sealed record DialectOutcome(InitModeSpec? Spec, string Output, string Early, int Code)
{
    public static DialectOutcome Run(InitModeSpec spec, string early = "") => new(spec, "", early, 0);

    public static DialectOutcome Print(string output) => new(null, output, "", 0);

    public static DialectOutcome Fail(string error, int code = 1) => new(null, "", error, code);
}
