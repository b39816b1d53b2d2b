namespace Init.Core.Doctor;

/// <summary>What came of trying a thing.</summary>
public enum TrialOutcome
{
    Works,

    /// <summary>This kernel does not have it.</summary>
    Absent,

    /// <summary>It is there, but not for us.</summary>
    Refused,

    /// <summary>Somebody else has it already.</summary>
    Taken,
    Failed,

    /// <summary>It could not even be tried, or took longer than it may.</summary>
    NotTried,
}
