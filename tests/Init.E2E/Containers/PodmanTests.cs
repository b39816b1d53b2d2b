using System.Globalization;
using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.Containers;

[Collection(BedCollection.Name)]
public sealed class PodmanTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly string[] Locked = ["--read-only", "--user", "12345:0", "--cap-drop=all"];

    public PodmanTests() => Bed.Need();

    [Fact]
    public async Task Node_image_runs_a_worker_per_cpu_of_the_quota_on_one_port()
    {
        var run = await Run(Images.Node, 3000, [.. Locked, "--cpus", "1.5"]);
        Assert.Equal(2, run.Load.Fresh.Answers.Count);
        Assert.True(run.Load.Fresh.Failed == 0, run.Load.Fresh.Text);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("pm1", run.ProcessOne["Name"]);
        Assert.Equal("0000000000000000", run.ProcessOne["CapEff"]);
        Assert.Equal("12345\t12345\t12345\t12345", run.ProcessOne["Uid"]);
        Assert.Equal("2", run.ProcessOne["Seccomp"]);
    }

    [Fact]
    public async Task Python_image_runs_three_workers_on_one_port()
    {
        var run = await Run(Images.Python, 8000, [.. Locked, "-e", "PM1_WORKERS=3"]);
        Assert.Equal(3, run.Load.Fresh.Answers.Count);
        Assert.True(run.Load.Fresh.Failed == 0, run.Load.Fresh.Text);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Image_from_scratch_runs_three_workers_of_a_static_program()
    {
        var run = await Run(Images.Pm1, 3000,
            [
                .. Locked, "--security-opt", "no-new-privileges",
                "-e", "PM1_WORKERS=3", "-v", $"{Shipped.Worker}:/worker:ro",
            ],
            "run", "--", "/worker", "serve", "3000");
        Assert.Equal(3, run.Load.Fresh.Answers.Count);
        Assert.True(run.Load.Fresh.Failed == 0, run.Load.Fresh.Text);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("1", run.ProcessOne["NoNewPrivs"]);
    }

    [Theory]
    [InlineData("run", "--", "/no-such")]
    [InlineData("--", "/no-such")]
    public async Task Missing_command_is_127_and_says_so(params string[] arguments)
    {
        await Images.Ready;
        var result = await Bed.Run("sandbox", Bound, ["podman", "run", "--rm", .. Locked, Images.Pm1, .. arguments]);
        Assert.Equal(127, result.Code);
        Assert.Single(result.Error.Split('\n'),
            line => line.StartsWith("pm1: ", StringComparison.Ordinal)
                && line.Contains("/no-such", StringComparison.Ordinal)
                && !line.Contains("hint:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Init_mode_passes_the_code_of_its_child_on()
    {
        await Images.Ready;
        string[] entrypoint = ["--entrypoint", """["/pm1", "--", "node"]"""];
        var result = await Bed.Run("sandbox", Bound,
            ["podman", "run", "--rm", .. Locked, .. entrypoint, Images.Node, "-e", "process.exit(42)"]);
        Assert.Equal(42, result.Code);
    }

    [Fact]
    public async Task Engine_takes_pm1_for_its_own_init()
    {
        await Images.Ready;
        using var folder = new TempFolder();
        string[] init = ["--init", "--init-path", folder.Copy(Shipped.Pm1, "docker-init")];
        string[] command = ["node", "-e", "console.log(process.ppid, process.pid > 1); process.exit(9)"];
        var result = await Bed.Run("sandbox", Bound,
            ["podman", "run", "--rm", .. Locked, .. init, "--entrypoint", "[]", Images.PlainNode, .. command]);
        Assert.Equal((9, "1 true\n"), (result.Code, result.Output));
    }

    [Theory]
    [InlineData("tini", "--")]
    [InlineData("dumb-init", "--")]
    [InlineData("catatonit", "--")]
    public async Task Image_that_has_another_init_works_with_one_file_replaced(string name, string dashes)
    {
        await Images.Ready;
        string[] replaced = ["-v", $"{Shipped.Pm1}:/usr/bin/{name}:ro", "--entrypoint", $"""["{name}", "{dashes}"]"""];
        string[] command = ["node", "-e", "console.log(process.ppid); process.kill(process.ppid, 'SIGTERM'); setInterval(() => {}, 9e3)"];
        var result = await Bed.Run("sandbox", Bound,
            ["podman", "run", "--rm", .. Locked, .. replaced, Images.PlainNode, .. command]);
        Assert.Equal((143, "1\n"), (result.Code, result.Output));
    }

    /// <summary>Starts a container, waits until pm1 is ready, loads it, looks at PID 1, stops it.</summary>
    private static async Task<ContainerRun> Run(string image, int port, string[] options, params string[] arguments)
    {
        await Images.Ready;
        var output = await Bed.Must("sandbox", Bound, ["bash", "-c", """
            load=$1 port=$2; shift 2
            podman run -d --name c "$@" > /dev/null || exit
            timeout 30 bash -c 'until podman exec c /pm1 probe startup; do sleep 0.1; done' > /dev/null 2>&1 \
              || { echo 'not all workers are ready within 30 s'; podman ps -a; podman logs c; exit 1; } >&2
            address=$(podman inspect -f '{{.NetworkSettings.IPAddress}}' c)
            python3 "$load" "http://$address:$port/" --fresh 8 --requests 400 --pause 1 || exit
            cat "/proc/$(podman inspect -f '{{.State.Pid}}' c)/status"
            podman stop -t 20 c > /dev/null
            podman inspect -f '{{.State.ExitCode}}' c
            """, "run", LoadClient.Script, $"{port}", .. options, image, .. arguments]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new ContainerRun(
            LoadReport.Read(lines[0]), ProcessStatus.Read(lines[1..^1]),
            int.Parse(lines[^1], CultureInfo.InvariantCulture));
    }
}
