using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

/// <summary>A cluster of one node with the images and the test programs in it, for all tests of this folder.</summary>
public sealed class KubernetesFixture : IAsyncLifetime
{
    /// <summary>The ConfigMap that holds the folder apps, mounted at /tests by <see cref="Release"/>.</summary>
    public const string Programs = "test-programs";

    private static readonly TimeSpan Up = TimeSpan.FromMinutes(3);
    private readonly TempFolder temp = new();

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; each test says itself that the bed is not there.
        if (!Bed.IsThere || Libc.geteuid() != 0)
        {
            return;
        }

        string[] names = [Images.Pm1, Images.PlainNode, Images.Node, Images.NextNode];
        await Images.Export(temp.Path, names);

        // One that an interrupted run has left up still has its objects.
        await Bed.Run("cluster", Up, "down");
        await Bed.Must("cluster", Up, "up");
        for (var i = 0; i < names.Length; i++)
        {
            await Bed.Must("cluster", Up, "load", temp[$"{i}.tar"]);
        }

        var programs = Sources.Path("tests/Init.E2E/Kubernetes/apps");
        await Cluster.Kubectl("create", "configmap", Programs, $"--from-file={programs}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Bed.IsThere && Libc.geteuid() == 0)
        {
            await Bed.Run("cluster", Up, "down");
        }

        temp.Dispose();
    }
}
