using System.Globalization;
using Init.E2E.Doctor;
using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Containers;

/// <summary>A container without an engine: a runtime, a bundle, uid 12345, no capability, no_new_privs, a read-only
/// root, a quota of 1.5 CPUs.</summary>
[Collection(BedCollection.Name)]
public sealed class OciTests : IDisposable
{
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly string[] Command = ["/pm1", "run", "--", "/worker", "serve", "3000"];
    private readonly TempFolder temp = new();

    public OciTests() => Bed.Need();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Quota_of_one_and_a_half_cpus_makes_two_workers_that_drain(string runtime)
    {
        var (load, code) = await Serve(runtime);
        Assert.Equal(2, load.Fresh.Answers.Count);
        Assert.True(load.Fresh.Failed == 0, load.Fresh.Text);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Three_workers_answer_on_one_port(string runtime)
    {
        var (load, code) = await Serve(runtime, "--env", "PM1_WORKERS=3");
        Assert.Equal(3, load.Fresh.Answers.Count);
        Assert.True(load.Fresh.Failed == 0, load.Fresh.Text);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Missing_command_is_127(string runtime)
    {
        var result = await Bed.Run("oci", Bound, runtime, Root(), "--", "/pm1", "run", "--", "/no-such");
        Assert.Equal(127, result.Code);
        Assert.Contains("pm1: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Doctor_says_that_a_run_would_work_here_and_how(string runtime)
    {
        var result = await Bed.Run(
            "oci", Bound, runtime, Root(), "--memory", "256M", "--", "/pm1", "doctor", "--json", "--", "/worker", "serve");
        Assert.True(result.Code == 0, result.Output + result.Error);
        var diagnosed = Diagnosed.Read(result.Output);
        Assert.Equal("ok: pid 1: they come here by themselves ()", diagnosed["pm1", "orphans"]);
        Assert.StartsWith("ok: 1.5 CPUs (", diagnosed["cpu", "quota"], StringComparison.Ordinal);
        Assert.StartsWith("ok: 2 (auto", diagnosed["cpu", "workers"], StringComparison.Ordinal);
        Assert.StartsWith("ok: 256 MiB (", diagnosed["memory", "limit"], StringComparison.Ordinal);
        Assert.StartsWith("ok: ", diagnosed["sharing", "replacement"], StringComparison.Ordinal);
        Assert.Equal("ok: read-only ()", diagnosed["files", "root"]);
        Assert.StartsWith("ok: uid 12345 (no entry", diagnosed["identity", "user"], StringComparison.Ordinal);
        Assert.StartsWith("ok: effective none", diagnosed["identity", "capabilities"], StringComparison.Ordinal);
        Assert.StartsWith("ok: set", diagnosed["identity", "no-new-privs"], StringComparison.Ordinal);
        Assert.Equal("ok: /worker ()", diagnosed["command", "program"]);
    }

    private async Task<(LoadReport Load, int Code)> Serve(string runtime, params string[] options)
    {
        await using var container = await OciContainer.Start(runtime, Root(), options, Command);

        // Not /readyz, which one worker is enough for.
        await Poll.Until(
            () => Load(container.Pid, "9615/startupz", 1) is { Fresh.Failed: 0 }, Ready,
            () => "not all workers are ready");
        var load = Load(container.Pid, "3000/", 300);
        container.Signal(Signals.TERM);
        return (load, (await container.End()).Code);
    }

    private static LoadReport Load(int pid, string where, int requests)
    {
        var clients = Math.Min(requests, 8).ToString(CultureInfo.InvariantCulture);
        var count = requests.ToString(CultureInfo.InvariantCulture);
        var result = Shell.Run("nsenter", [
            "-t", pid.ToString(CultureInfo.InvariantCulture), "-n", "--",
            Tool.Python, LoadClient.Script, $"http://127.0.0.1:{where}",
            "--fresh", clients, "--requests", count, "--pause", "1",
        ]);
        Assert.True(result.Code == 0, result.Error);
        return LoadReport.Read(result.Output);
    }

    private string Root()
    {
        var root = temp.Make("root");
        foreach (var mountPoint in new[] { "proc", "dev", "sys", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(root, mountPoint));
        }

        Place(Shipped.Pm1, Path.Combine(root, "pm1"));
        Place(Shipped.Worker, Path.Combine(root, "worker"));
        return root;
    }

    private static void Place(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        File.SetUnixFileMode(to, File.GetUnixFileMode(from));
    }
}
