namespace Init.E2E.Testbed;

/// <summary>There is one cluster and one sandbox at a time, and both need the whole machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BedCollection
{
    public const string Name = "container test bed";
}
