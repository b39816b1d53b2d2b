namespace Init.Core.Doctor;

/// <summary>In the order of how bad it is.</summary>
public enum Verdict
{
    Ok,

    /// <summary>pm1 works, with less.</summary>
    Degraded,

    /// <summary>What depends on it does not work.</summary>
    Missing,
}
