namespace Init.E2E.Harness;

/// <summary>Tests of this collection hold pm1 to a time, so nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "measured";
}
