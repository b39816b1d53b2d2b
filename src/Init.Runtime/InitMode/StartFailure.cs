using Init.Core.InitMode;
using Init.Runtime.Launching;

namespace Init.Runtime.InitMode;

/// <summary>Why the child does not run.</summary>
internal readonly record struct StartFailure(LaunchStep Step, int Errno, InitModeSpec Spec)
{
    internal string Program => Spec.Command[0];
}
