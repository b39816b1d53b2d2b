using System.Text;
using System.Text.Json;
using Init.Cli;
using Init.Core.Config;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class LookVerbTests : IDisposable
{
    /// <summary>Slot 0 is being replaced.</summary>
    private const string List = """
        {"version":1,"apps":[{"name":"web","share":"bind","balance":"queue","ports":[{"address":"0.0.0.0:3000","backlog":3}],
        "generation":2,"wanted":2,"ready":2,"workers":[
        {"slot":0,"pid":12,"state":"draining","generation":1,"restarts":1,"uptimeSeconds":90061,"cpuPercent":12.5,"rssBytes":52428800,"backlog":null,"cpuSeconds":5,"connections":7},
        {"slot":0,"pid":34,"state":"ready","generation":2,"restarts":1,"uptimeSeconds":2,"cpuPercent":1,"rssBytes":1024,"backlog":null,"cpuSeconds":1},
        {"slot":1,"pid":0,"state":"backoff","generation":1,"restarts":3,"uptimeSeconds":0,"cpuPercent":null,"rssBytes":null,"backlog":null,"cpuSeconds":null}],
        "restarts":4,"paused":false,"reload":{"generation":2,"outcome":"running","replaced":1,"slots":2}}],
        "pm1":"0.1.0","phase":"running","uptimeSeconds":100000}
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("pm1-control").FullName;

    private string SocketPath => Path.Combine(directory, ControlSocketPaths.FileName);

    private Dictionary<string, string> Here => new() { [ControlSocketPaths.RuntimeDirVariable] = directory };

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void List_shows_the_successor_below_the_worker_that_it_replaces()
    {
        using var pm1 = new FakePm1(SocketPath, _ => FakePm1.Ok(List));
        Assert.Equal(
            """
            web: 2 of 2 ready, generation 2, reload to generation 2 running: 1 of 2, share bind, 4 restarts, 0.0.0.0:3000
              SLOT  PID  STATE     GEN  RESTARTS  UPTIME  CPU    MEM
              0     12   draining  1    1         1d1h    12.5%  50.0Mi
              └     34   ready     2    1         2s      1.0%   1Ki
              1     -    backoff   1    3         0s      -      -

            """,
            Typed.In(Here, "list").Out);
    }

    [Fact]
    public void List_has_colour_only_on_a_terminal_that_wants_it()
    {
        using var json = JsonDocument.Parse(List);
        Assert.Contains("\x1b[32mready   \x1b[0m", ListTable.Of(json.RootElement, hasColour: true));
        Assert.DoesNotContain("\x1b", ListTable.Of(json.RootElement, hasColour: false));

        var plain = new Terminal(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>());
        Assert.False(plain.HasColour);
        Assert.True((plain with { ShowsOut = true }).HasColour);
        Assert.False((plain with
        {
            ShowsOut = true, Environment = new Dictionary<string, string> { ["NO_COLOR"] = "1" },
        }).HasColour);
    }

    [Fact]
    public void List_for_what_reads_pm2_has_its_shape()
    {
        using var list = JsonDocument.Parse(List);
        using var json = JsonDocument.Parse(Pm2List.Of(list.RootElement, now: 1_000_000_000));
        var first = json.RootElement[0];
        var env = first.GetProperty("pm2_env");

        Assert.Equal(["pid", "name", "pm2_env", "pm_id", "monit"], first.EnumerateObject().Select(field => field.Name));
        Assert.Equal("_old_0", first.GetProperty("pm_id").GetString());
        Assert.Equal(0, json.RootElement[1].GetProperty("pm_id").GetInt32());
        Assert.Equal((52428800, 12.5), (
            first.GetProperty("monit").GetProperty("memory").GetInt64(),
            first.GetProperty("monit").GetProperty("cpu").GetDouble()));
        Assert.Equal("stopping", env.GetProperty("status").GetString());
        Assert.Equal("online", json.RootElement[1].GetProperty("pm2_env").GetProperty("status").GetString());
        Assert.Equal("waiting restart", json.RootElement[2].GetProperty("pm2_env").GetProperty("status").GetString());
        Assert.Equal("cluster_mode", env.GetProperty("exec_mode").GetString());
        Assert.Equal(1_000_000_000 - 90_061_000, env.GetProperty("pm_uptime").GetInt64());
        Assert.Equal(1_000_000_000 - 100_000_000, env.GetProperty("created_at").GetInt64());
        Assert.Equal(1, env.GetProperty("restart_time").GetInt32());

        using var pm1 = new FakePm1(SocketPath, _ => FakePm1.Ok(List));
        Assert.StartsWith("[{\"pid\":12,", Typed.In(Here, "list", "--pm2-json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Top_into_a_pipe_is_one_plain_frame()
    {
        var asked = "";
        using var pm1 = new FakePm1(SocketPath, request =>
        {
            asked = request;
            return FakePm1.Ok(List);
        });
        var typed = Typed.In(Here, "top");

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.DoesNotContain("\x1b", typed.Out);
        Assert.StartsWith("pm1 0.1.0: running, up 1d3h, q ends this\n\nweb: 2 of 2 ready", typed.Out,
            StringComparison.Ordinal);
        Assert.Contains("3 waiting\n", typed.Out);
        Assert.Contains("  0     12   draining  1    1         1d1h    50.0Mi  7      12.5%", typed.Out);
        Assert.Contains("  0     34   ready     2    1         2s      1Ki     -      1.0%", typed.Out);
        Assert.Equal("GET /v1/list?connections=1", asked);
    }

    [Fact]
    public void Top_fits_whatever_the_window_and_shows_the_last_second()
    {
        var history = new TopHistory();
        using var first = JsonDocument.Parse(List);
        history.Add(first.RootElement);
        using var second = JsonDocument.Parse(List
            .Replace("\"uptimeSeconds\":2,", "\"uptimeSeconds\":3,", StringComparison.Ordinal)
            .Replace("\"cpuSeconds\":1}", "\"cpuSeconds\":1.5}", StringComparison.Ordinal));
        history.Add(second.RootElement);

        Assert.Equal([50], history.Of(34));
        foreach (var columns in new[] { 0, 1, 10, 40, 200 })
        {
            var lines = TopFrame.Of(second.RootElement, history, (24, columns), hasColour: false);
            Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
        }

        var wide = TopFrame.Of(second.RootElement, history, (24, 200), hasColour: true);
        Assert.Contains(wide, line => line.Contains("\x1b[32mready\x1b[0m", StringComparison.Ordinal)
            && line.EndsWith("50.0%  ▅", StringComparison.Ordinal));
    }

    [Fact]
    public void Top_has_a_column_for_the_lag_when_any_worker_has_one()
    {
        using var without = JsonDocument.Parse(List);
        using var with = JsonDocument.Parse(List.Replace(
            "\"cpuSeconds\":1}", "\"cpuSeconds\":1,\"lagMilliseconds\":12.34}", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(without), line => line.Contains("LAG", StringComparison.Ordinal));
        Assert.Contains("  SLOT  PID  STATE     GEN  RESTARTS  UPTIME  MEM     CONNS  LAG     CPU    CPU, LAST 20s", Lines(with));
        Assert.Contains("  0     12   draining  1    1         1d1h    50.0Mi  7      -       12.5%", Lines(with));
        Assert.Contains("  0     34   ready     2    1         2s      1Ki     -      12.3ms  1.0%", Lines(with));

        IReadOnlyList<string> Lines(JsonDocument list) =>
            TopFrame.Of(list.RootElement, new TopHistory(), (24, 200), hasColour: false);
    }

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new double[] { 0, 12.5, 50, 99, 100, 350 }, "▁▂▅███")]
    public void Sparkline_is_as_high_as_one_cpu(double[] percents, string spark) =>
        Assert.Equal(spark, TopFrame.Spark(percents));

    [Fact]
    public void Events_are_read_as_they_come_in_whatever_pieces()
    {
        var lines = new List<string>();
        var reader = new HttpLineReader(lines.Add);
        var bytes = Encoding.UTF8.GetBytes(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\":1}\n\r\n5\r\n\n{\"b\"\r\n4\r\n:2}\n\r\n0\r\n\r\n");
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.True(reader.Take(bytes.AsSpan(i, 1), ended: false));
        }

        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], lines);
        Assert.NotNull(reader.Reply);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\"")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 2")]
    public void Stream_that_breaks_off_is_noticed(string text) =>
        Assert.False(new HttpLineReader(_ => { }).Take(Encoding.UTF8.GetBytes(text), ended: true));

    [Fact]
    public void Events_are_lines_for_people_or_as_they_are()
    {
        const string Event = """{"id":7,"at":"2023-11-14T22:13:20.001+00:00","app":"web","kind":"note","message":"hi","hint":"do"}""";
        using var pm1 = new FakePm1(SocketPath, line => line == "GET /v1/events"
            ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Event.Length + 1:x}\r\n{Event}\n\r\n0\r\n\r\n"
            : null);

        Assert.Equal((0, "22:13:20.001 web note: hi (hint: do)\n"), Run("events"));
        Assert.Equal((0, Event + "\n"), Run("events", "--json"));
    }

    [Fact]
    public void Follower_that_is_cut_off_or_refused_ends_with_3()
    {
        const string Error = """{"error":"cut off: read too slowly","hint":"x"}""";
        using var pm1 = new FakePm1(SocketPath, line => line.EndsWith("follow=1", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Error.Length + 1:x}\r\n{Error}\n\r\n0\r\n\r\n"
            : FakePm1.Problem(503, "the supervisor does not answer", ""));

        var cut = Typed.In(Here, "events", "-f");
        Assert.Equal((3, ""), (cut.Code, cut.Out.Trim()));
        Assert.Contains("cut off: read too slowly", cut.Error);
        Assert.Equal(3, Run("events").Code);
    }

    private (int Code, string Out) Run(params string[] args) =>
        Typed.In(Here, args) is var typed ? (typed.Code, typed.Out) : default;
}
