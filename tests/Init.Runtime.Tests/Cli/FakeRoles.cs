using Init.Cli;
using Init.Core.Spec;

namespace Init.Runtime.Tests.Cli;

/// <summary>Remembers what it was asked to be.</summary>
internal sealed class FakeRoles : IRoles
{
    public const int SuperviseCode = 12;

    public InitSpec? Spec { get; private set; }

    public int Supervise(InitSpec spec)
    {
        Spec = spec;
        return SuperviseCode;
    }
}
