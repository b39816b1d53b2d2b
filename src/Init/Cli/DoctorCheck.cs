using Init.Core.Doctor;

namespace Init.Cli;

internal sealed record DoctorCheck(string Group, string Name, Verdict Verdict, string Fact, string Hint)
{
    internal static DoctorCheck Of(Check check) =>
        new(check.Group, check.Name, check.Verdict, check.Fact, check.Hint);
}
