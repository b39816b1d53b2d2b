namespace Init.E2E.Kubernetes;

/// <summary>One cluster for all of them, and nothing beside it: they measure what a loaded client sees.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KubernetesCollection : ICollectionFixture<KubernetesFixture>
{
    public const string Name = "Kubernetes";
}
