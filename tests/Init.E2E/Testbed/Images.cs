using Init.E2E.Harness;

namespace Init.E2E.Testbed;

/// <summary>The images that the tests run: those of the folder docker, on base images that need no registry.</summary>
internal static class Images
{
    public const string Pm1 = "localhost/pm1:e2e";
    public const string Node = "localhost/pm1-e2e-hello-node:1";
    public const string NextNode = "localhost/pm1-e2e-hello-node:2";
    public const string Python = "localhost/pm1-e2e-hello-python:1";
    public const string PlainNode = "localhost/pm1-e2e-node:1";
    private const string PlainPython = "localhost/pm1-e2e-python:1";

    private static readonly TimeSpan Bases = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Builds = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task> All = new(Build);

    public static Task Ready => All.Value;

    /// <summary>Writes archives that the cluster can load.</summary>
    public static async Task Export(string folder, params IReadOnlyList<string> names)
    {
        await Ready;
        for (var i = 0; i < names.Count; i++)
        {
            var archive = $"docker-archive:{folder}/{i}.tar:{names[i]}";
            await Bed.Must("sandbox", Builds, "buildah", "push", "-q", names[i], archive);
        }
    }

    private static async Task Build()
    {
        await Base(PlainNode, "nodejs");
        await Base(PlainPython, "python3");
        using var context = new TempFolder();
        File.Copy(Shipped.Pm1, context["pm1"]);
        context.Write("Containerfile", LastStage());
        await Bed.Must("sandbox", Builds, "bash", "-c", """
            set -e
            build() { buildah build -q --isolation chroot --format docker --pull-never "$@" > /dev/null; }
            build -t "$3" "$1"
            build -t "$4" --build-arg PM1="$3" --build-arg BASE="$7" "$2/node"
            build -t "$5" --build-arg PM1="$3" --build-arg BASE="$7" --label next=1 "$2/node"
            build -t "$6" --build-arg PM1="$3" --build-arg BASE="$8" "$2/python"
            """,
            "build", context.Path, Sources.Path("docker/examples"),
            Pm1, Node, NextNode, Python, PlainNode, PlainPython);
    }

    private static async Task Base(string name, string packages)
    {
        if ((await Bed.Run("sandbox", Builds, "podman", "image", "exists", name)).Code != 0)
        {
            await Bed.Must("image", Bases, "--slim", name, "--debian", packages);
        }
    }

    /// <summary>docker/Dockerfile without its first stage, which compiles and needs a network: the shipped binary
    /// stands where that stage leaves it.</summary>
    private static string LastStage()
    {
        var file = File.ReadAllText(Sources.Path("docker/Dockerfile"));
        var last = file.IndexOf("FROM scratch", StringComparison.Ordinal);
        Assert.True(last > 0, "docker/Dockerfile has no stage FROM scratch");
        return $"FROM scratch AS build\nCOPY pm1 /pm1/out/pm1\n\n{file[last..]}";
    }
}
