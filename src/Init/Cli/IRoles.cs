using Init.Core.InitMode;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>What the command line can make of this process; each returns its exit code.</summary>
internal interface IRoles
{
    int Init(InitModeSpec spec);

    int Supervise(InitSpec spec);
}
