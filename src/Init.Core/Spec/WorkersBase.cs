namespace Init.Core.Spec;

public enum WorkersBase
{
    /// <summary>What the CPU quota is worth, at most the CPUs of the affinity mask.</summary>
    Auto,

    /// <summary>The CPUs of the affinity mask, whatever the quota.</summary>
    Max,
}
