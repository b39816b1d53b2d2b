using System.Globalization;
using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Containers;

/// <summary>A container that a runtime started from a bundle; it does not outlive its test.</summary>
internal sealed class OciContainer : IAsyncDisposable
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Ended = TimeSpan.FromSeconds(60);
    private readonly BedProcess process;

    private OciContainer(BedProcess process) => this.process = process;

    /// <summary>Of the container's PID 1, as it is called outside.</summary>
    public int Pid { get; private set; }

    public bool HasEnded => process.HasEnded;

    /// <param name="root">A folder, or a static program that becomes /init of an otherwise empty root.</param>
    /// <param name="options">Of the bed's command oci.</param>
    /// <param name="command">All of it for a folder, the arguments for a program.</param>
    public static async Task<OciContainer> Start(
        string runtime, string root, IReadOnlyList<string> options, IReadOnlyList<string> command)
    {
        using var folder = new TempFolder();
        var pidFile = folder["pid"];
        var process = Bed.Start("oci", [runtime, root, "--pid-file", pidFile, .. options, "--", .. command]);
        var container = new OciContainer(process);
        try
        {
            await Poll.Until(() => process.HasEnded || Read(pidFile) != 0, Started, () => "no pid of the container");
            container.Pid = Read(pidFile);
            Assert.True(container.Pid != 0, process.HasEnded ? (await process.End(Ended)).Error : "");
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public void Signal(int signal) => process.Signal(signal);

    public Task<ShellResult> End() => process.End(Ended);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static int Read(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : 0;
}
