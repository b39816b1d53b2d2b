using System.Diagnostics;
using System.Net;
using Init.Checks;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Runtime.Tests.Checks;

public sealed class CheckAttemptTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    /// <summary>This process is worker 7.</summary>
    private static readonly WorkerSnapshot[] Workers = [Worker(3, int.MaxValue), Worker(7, Environment.ProcessId)];

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "")]
    [InlineData("HTTP/1.0 204 No Content\r\nA: b\r\n\r\n", "")]
    [InlineData("HTTP/1.1 399\r\n\r\n", "")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", "status 404")]
    [InlineData("HTTP/1.1 503 \x1b[2J\r\n\r\n", "status 503")]
    [InlineData("SSH-2.0-OpenSSH_9\r\n", "the answer is not HTTP")]
    [InlineData("HTTP/1.1 2000 OK\r\n", "the answer is not HTTP")]
    [InlineData("", "closed without an answer")]
    [InlineData("HTTP/1.1 20", "closed without an answer")]
    public async Task Status_of_an_answer_is_what_counts(string answer, string failure)
    {
        using var server = new StubServer(answer);
        var result = await MakeAsync($"http://:{server.Port}/healthz?x=y", Long);
        Assert.Equal(new CheckResult(2, 7, Environment.ProcessId, failure), result);
        Assert.StartsWith($"GET /healthz?x=y HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n", server.Asked);
    }

    [Fact]
    public async Task Answer_that_does_not_end_is_bounded()
    {
        using var server = new StubServer(new string('x', 100_000), closes: false);
        Assert.Equal("the answer is not HTTP", (await MakeAsync($"http://:{server.Port}", Long)).Failure);
    }

    [Fact]
    public async Task Worker_that_accepts_and_hangs_is_known()
    {
        using var server = new StubServer(answer: null);
        Assert.Equal(
            new CheckResult(2, 7, Environment.ProcessId, "no answer within 0.3s"),
            await MakeAsync($"http://:{server.Port}", Short));
    }

    [Fact]
    public async Task Connection_that_nobody_accepts_is_nobodys()
    {
        using var server = new StubServer(answer: null, accepts: false);
        Assert.Equal(
            new CheckResult(2, -1, 0, "no answer within 0.3s"), await MakeAsync($"http://:{server.Port}", Short));
    }

    [Fact]
    public async Task Connection_that_is_refused_is_nobodys()
    {
        using var server = new StubServer(answer: null);
        var port = server.Port;
        server.Dispose();
        Assert.Equal(new CheckResult(2, -1, 0, "connection refused"), await MakeAsync($"tcp://:{port}", Long));
    }

    [Fact]
    public async Task Connection_is_enough_for_tcp_over_ipv6_too()
    {
        using var server = new StubServer(answer: null, IPAddress.IPv6Loopback);
        Assert.Equal(
            new CheckResult(2, 7, Environment.ProcessId, ""), await MakeAsync($"tcp://[::1]:{server.Port}", Long));
    }

    [Fact]
    public async Task Server_of_both_families_is_found_by_ipv4()
    {
        using var server = new StubServer(answer: null, IPAddress.IPv6Any);
        Assert.Equal(7, (await MakeAsync($"tcp://:{server.Port}", Long)).Slot);
    }

    [Fact]
    public async Task Worker_whose_child_serves_is_answerable_for_it()
    {
        var script = "import socket,time\ns=socket.create_server(('127.0.0.1',0))\nprint(s.getsockname()[1],flush=True)\nc=s.accept()\ntime.sleep(60)";
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "python3 -c \"$0\"; true", script]) { RedirectStandardOutput = true })!;
        try
        {
            var port = await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var result = await CheckAttempt.MakeAsync(
                0, CheckSpec.Parse($"tcp://:{port}").Value!, [Worker(1, Environment.ProcessId + 1_000_000), Worker(5, parent.Id)], Long);
            Assert.Equal(new CheckResult(0, 5, parent.Id, ""), result);
        }
        finally
        {
            parent.Kill(entireProcessTree: true);
        }
    }

    private static Task<CheckResult> MakeAsync(string check, TimeSpan wait) =>
        CheckAttempt.MakeAsync(2, CheckSpec.Parse(check).Value!, Workers, wait);

    internal static WorkerSnapshot Worker(int slot, int pid, WorkerState state = WorkerState.Ready) => new()
    {
        Slot = slot, Pid = pid, State = state, Generation = 1, Restarts = 0, UptimeSeconds = 1, StartupSeconds = 1,
    };
}
