using Init.Cli;
using Init.Core.InitMode;
using Init.Core.Spec;

namespace Init.Runtime.Tests.Cli;

/// <summary>Remembers what it was asked to be.</summary>
internal sealed class FakeRoles : IRoles
{
    public const int InitCode = 11;
    public const int SuperviseCode = 12;

    public InitModeSpec? InitSpec { get; private set; }
    public InitSpec? Spec { get; private set; }

    public int Init(InitModeSpec spec)
    {
        InitSpec = spec;
        return InitCode;
    }

    public int Supervise(InitSpec spec)
    {
        Spec = spec;
        return SuperviseCode;
    }
}
