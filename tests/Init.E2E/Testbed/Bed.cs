using Init.E2E.Harness;

namespace Init.E2E.Testbed;

/// <summary>The container test bed: a folder of commands (podman in a sandbox, a bare OCI container, a one-node
/// Kubernetes), named by the variable TESTBED.</summary>
internal static class Bed
{
    /// <summary>With this status a command says that the bed itself failed, not what it ran.</summary>
    private const int OwnFailure = 125;

    private static readonly string Folder = Environment.GetEnvironmentVariable("TESTBED") ?? "";

    public static bool IsThere => File.Exists(Path.Combine(Folder, "cluster"));

    public static void Need()
    {
        Assert.SkipUnless(IsThere, "needs the container test bed: set TESTBED");
        Tool.NeedRoot("containers are made here");
    }

    public static BedProcess Start(string command, params IReadOnlyList<string> arguments) =>
        new(Path.Combine(Folder, command), arguments);

    public static async Task<ShellResult> Run(string command, TimeSpan bound, params IReadOnlyList<string> arguments)
    {
        await using var process = Start(command, arguments);
        var result = await process.End(bound);
        Assert.True(result.Code != OwnFailure,
            $"the test bed failed: {command} {string.Join(' ', arguments)}: {result.Error}");
        return result;
    }

    /// <returns>What it wrote to its standard output; anything but success fails the test.</returns>
    public static async Task<string> Must(string command, TimeSpan bound, params IReadOnlyList<string> arguments)
    {
        var result = await Run(command, bound, arguments);
        Assert.True(result.Code == 0,
            $"{command} {string.Join(' ', arguments)}: exit {result.Code}\n{result.Output}\n{result.Error}");
        return result.Output;
    }
}
