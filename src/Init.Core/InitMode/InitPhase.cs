namespace Init.Core.InitMode;

public enum InitPhase
{
    /// <summary>The child lives.</summary>
    Running,

    /// <summary>It has ended; what is left was asked to end as well.</summary>
    Emptying,

    /// <summary>What is left is being killed.</summary>
    Killing,

    Ended,
}
