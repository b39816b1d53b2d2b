using Init.Core.Config;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class ControlVerbTests : IDisposable
{
    private const string List = """
        {"version":1,"apps":[{"name":"web","share":"bind","balance":"queue","ports":["0.0.0.0:3000"],"generation":1,"wanted":2,
        "ready":1,"workers":[{"slot":0,"pid":123,"state":"ready","generation":1,"restarts":0,"uptimeSeconds":3725.5},
        {"slot":1,"pid":0,"state":"backoff","generation":1,"restarts":12,"uptimeSeconds":0}]}]}
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("pm1-control").FullName;

    private string SocketPath => Path.Combine(directory, ControlSocketPaths.FileName);

    private Dictionary<string, string> Here => new() { [ControlSocketPaths.RuntimeDirVariable] = directory };

    [Theory]
    [InlineData("live", "GET /livez?verbose")]
    [InlineData("ready", "GET /readyz?verbose")]
    [InlineData("startup", "GET /startupz?verbose")]
    public void Healthy_probe_prints_its_checks_and_is_0(string what, string request)
    {
        using var pm1 = new FakePm1(SocketPath, line => line == request ? FakePm1.Ok("[+]loop ok\n") : null);
        var typed = Typed.In(Here, "probe", what);
        Assert.Equal((0, "[+]loop ok\n", ""), (typed.Code, typed.Out, typed.Error));
    }

    [Fact]
    public void Unhealthy_probe_prints_its_checks_and_is_1()
    {
        using var pm1 = new FakePm1(SocketPath, _ => "HTTP/1.1 503 Service Unavailable\r\n\r\n[-]shutdown failed\n");
        var typed = Typed.In(Here, "probe", "ready");
        Assert.Equal((1, "[-]shutdown failed\n"), (typed.Code, typed.Out));
    }

    [Fact]
    public void Probe_without_a_pm1_is_1_and_says_where_it_looked()
    {
        var typed = Typed.In(Here, "probe", "live");
        Assert.Equal(1, typed.Code);
        Assert.Contains($"{SocketPath} (no such file)", typed.Error);
        Assert.DoesNotContain("@pm1/", typed.Error);
    }

    [Fact]
    public void Other_verbs_without_a_pm1_are_4()
    {
        Assert.Equal(4, Typed.Words("list", "--socket", SocketPath).Code);
        Assert.Equal(4, Typed.Words("drain", "--socket", SocketPath).Code);
    }

    [Fact]
    public void Flag_names_the_socket_before_the_variable()
    {
        using var pm1 = new FakePm1(SocketPath, _ => FakePm1.Ok("{}"));
        var environment = new Dictionary<string, string> { ["PM1_SOCKET"] = "/nonexistent" };
        Assert.Equal(0, Typed.In(environment, "list", "--json", "--socket", SocketPath).Code);
        var typed = Typed.In(environment, "list", "--json");
        Assert.Equal(4, typed.Code);
        Assert.DoesNotContain(SocketPath, typed.Error);
    }

    [Fact]
    public void Abstract_socket_is_reached()
    {
        var name = $"pm1-test-{Guid.NewGuid():n}";
        using var pm1 = new FakePm1($"\0{name}", _ => FakePm1.Ok("{}"));
        Assert.Equal((0, "{}\n"), (
            Typed.Words("list", "--json", "--socket", $"@{name}") is var typed ? (typed.Code, typed.Out) : default));
    }

    [Fact]
    public void List_is_a_table_for_people()
    {
        using var pm1 = new FakePm1(SocketPath, _ => FakePm1.Ok(List));
        Assert.Equal(
            """
            web: 1 of 2 ready, generation 1, share bind, 0.0.0.0:3000
              SLOT  PID  STATE    GEN  RESTARTS  UPTIME  CPU  MEM
              0     123  ready    1    0         1h2m    -    -
              1     -    backoff  1    12        0s      -    -

            """,
            Typed.In(Here, "list").Out);
        Assert.Equal(List + "\n", Typed.In(Here, "list", "--json").Out);
    }

    [Fact]
    public void Answer_that_is_no_list_is_3()
    {
        using var pm1 = new FakePm1(SocketPath, _ => FakePm1.Ok("[]"));
        Assert.Equal(3, Typed.In(Here, "list").Code);
    }

    [Fact]
    public void Answer_that_breaks_off_is_3_for_list_and_1_for_probe()
    {
        using var pm1 = new FakePm1(SocketPath, _ => null);
        Assert.Equal(3, Typed.In(Here, "list").Code);
        Assert.Equal(1, Typed.In(Here, "probe", "live").Code);
    }

    [Fact]
    public void Drain_that_waits_ends_when_the_phase_is_stopped()
    {
        var requests = new List<string>();
        using var pm1 = new FakePm1(SocketPath, line =>
        {
            requests.Add(line);
            return FakePm1.Ok(line.StartsWith("POST", StringComparison.Ordinal) ? "" : Snapshot(
                requests.Count < 4 ? "draining" : "stopped"));
        });
        Assert.Equal(0, Typed.In(Here, "drain", "--wait").Code);
        Assert.Equal(["POST /v1/drain", "GET /v1/snapshot", "GET /v1/snapshot", "GET /v1/snapshot"], requests);
    }

    [Fact]
    public void Drain_that_waits_ends_when_pm1_is_gone()
    {
        FakePm1? pm1 = null;
        pm1 = new FakePm1(SocketPath, _ =>
        {
            File.Delete(SocketPath);
            return FakePm1.Ok("");
        });
        using (pm1)
        {
            Assert.Equal(0, Typed.In(Here, "drain", "--wait", "--socket", SocketPath).Code);
        }
    }

    [Fact]
    public void Drain_that_is_refused_is_3()
    {
        using var pm1 = new FakePm1(SocketPath, _ => "HTTP/1.1 409 Conflict\r\n\r\nno");
        var typed = Typed.In(Here, "drain");
        Assert.Equal(3, typed.Code);
        Assert.Contains("409 no", typed.Error);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static string Snapshot(string phase) =>
        $$"""
        {"version":1,"pm1":"0","pid":1,"uptimeSeconds":1,"phase":"{{phase}}","apps":[],"degraded":[],"drain":null,
        "cpu":{"quota":0,"affinity":1,"source":"explicit"}
        }
        """;
}
