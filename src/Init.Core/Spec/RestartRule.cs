namespace Init.Core.Spec;

/// <summary>Whether a worker that ended by itself is started again.</summary>
public enum RestartRule
{
    Always,

    /// <summary>Started again unless it exited with code 0.</summary>
    OnFailure,
    Never,
}
