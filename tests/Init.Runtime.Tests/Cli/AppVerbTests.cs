using System.Text.Json;
using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Read;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Cli;

/// <summary>The verbs about an app, against a control socket that answers as a test wants it.</summary>
public sealed class AppVerbTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("pm1-control").FullName;
    private readonly List<string> asked = [];

    private Dictionary<string, string> Here => new() { [ControlSocketPaths.RuntimeDirVariable] = directory };

    private static AppSnapshot Web => Snapshots.Running.Apps[0];

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("restart", "POST /v1/apps/web/restart", "", "web: restarting all workers\n")]
    [InlineData("restart web --slot 1", "POST /v1/apps/web/restart", """{"slot":1}""", "web: restarting slot 1\n")]
    [InlineData("stop web", "POST /v1/apps/web/stop", "", "web: stopping 0 workers\n")]
    [InlineData("signal USR1", "POST /v1/apps/web/signal", """{"signal":"USR1"}""", "web: USR1 sent to all workers\n")]
    [InlineData(
        "signal HUP web --slot 0", "POST /v1/apps/web/signal", """{"signal":"HUP","slot":0}""",
        "web: HUP sent to slot 0\n")]
    [InlineData("scale -2", "POST /v1/apps/web/scale", """{"workers":"-2"}""", "web: 2 of 2 ready\n")]
    [InlineData("scale web -2", "POST /v1/apps/web/scale", """{"workers":"-2"}""", "web: 2 of 2 ready\n")]
    [InlineData("scale web 50%", "POST /v1/apps/web/scale", """{"workers":"50%"}""", "web: 2 of 2 ready\n")]
    [InlineData("start web", "POST /v1/apps/web/start", "", "web: starting\n")]
    public void Verb_is_one_request(string line, string request, string body, string said)
    {
        var sent = "";
        FakePm1? pm1 = null;
        pm1 = Serve(post =>
        {
            sent = pm1!.Body;
            return FakePm1.Ok(Json(Web));
        });
        using (pm1)
        {
            var typed = Typed.In(Here, line.Split(' '));
            Assert.Equal((0, said), (typed.Code, typed.Out));
            Assert.Contains(request, asked);
            Assert.Equal(body, sent);
        }
    }

    [Theory]
    [InlineData("reload")]
    [InlineData("restart")]
    [InlineData("stop")]
    [InlineData("scale 3")]
    [InlineData("signal HUP")]
    public void Refusal_is_3_with_what_pm1_says(string line)
    {
        using var pm1 = Serve(_ => FakePm1.Problem(409, "draining", "wait"));
        var typed = Typed.In(Here, line.Split(' '));

        Assert.Equal((3, ""), (typed.Code, typed.Out));
        Assert.Equal($"pm1: cannot {line.Split(' ')[0]} web: draining\npm1: hint: wait\n", typed.Error);
    }

    [Theory]
    [InlineData("reload")]
    [InlineData("describe")]
    [InlineData("events")]
    [InlineData("top")]
    [InlineData("stop web")]
    [InlineData("scale 3")]
    [InlineData("signal HUP")]
    public void Nobody_there_is_4(string line) =>
        Assert.Equal(4, Typed.Words([.. line.Split(' '), "--socket", "/nonexistent/pm1.sock"]).Code);

    [Fact]
    public void Name_may_not_be_left_out_where_there_are_several()
    {
        using var pm1 = new FakePm1(Path.Combine(directory, ControlSocketPaths.FileName), _ =>
            FakePm1.Ok("""{"version":1,"apps":[{"name":"web"},{"name":"jobs"}]}"""));
        var typed = Typed.In(Here, "reload");

        Assert.Equal((2, "pm1: there are 2 apps\npm1: hint: name one of web, jobs\n"), (typed.Code, typed.Error));
    }

    [Fact]
    public void Reload_waits_and_says_how_far_it_is()
    {
        var looks = 0;
        using var pm1 = Serve(
            _ => FakePm1.Accepted(Json(Reloading(ReloadOutcome.Running, 0))),
            () => looks++ == 0 ? Reloading(ReloadOutcome.Running, 1) : Reloading(ReloadOutcome.Done, 2));
        var typed = Typed.In(Here, "reload");

        Assert.Equal((0, "web: generation 2, 2 of 2 ready\n"), (typed.Code, typed.Out));
        Assert.Equal(
            """
            pm1: web 0: generation 1 ready
            pm1: web 1: generation 1 ready
            pm1: web: 1 of 2 slots have generation 2
            pm1: web: 2 of 2 slots have generation 2

            """,
            typed.Error);
    }

    [Fact]
    public void Reload_that_need_not_be_waited_for_has_begun()
    {
        using var pm1 = Serve(_ => FakePm1.Accepted(Json(Reloading(ReloadOutcome.Running, 0))));
        var typed = Typed.In(Here, "reload", "web", "--no-wait");

        Assert.Equal((0, "web: reload to generation 2 has begun\n", ""), (typed.Code, typed.Out, typed.Error));
    }

    [Fact]
    public void Reload_that_fails_is_3_with_the_reason_and_the_last_lines_made_harmless()
    {
        using var pm1 = Serve(
            _ => FakePm1.Accepted(Json(Reloading(ReloadOutcome.Running, 0))),
            () => Reloading(ReloadOutcome.Failed, 1));
        var typed = Typed.In(Here, "reload");

        Assert.Equal((3, ""), (typed.Code, typed.Out));
        Assert.EndsWith(
            """
            pm1: the reload of web to generation 2 failed: slot 1 exited with code 1
            pm1:   | Error: boom
            pm1:   | �[2J
            pm1: hint: the old workers go on serving: 2 of 2 are ready; mend it and reload again

            """,
            typed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReloadOutcome.Superseded, 2, "was superseded by a later one")]
    [InlineData(ReloadOutcome.Cancelled, 2, "was cancelled")]
    [InlineData(ReloadOutcome.Running, 3, "was superseded by one to generation 3")]
    public void Reload_that_came_to_nothing_is_3(ReloadOutcome outcome, int generation, string said)
    {
        using var pm1 = Serve(
            _ => FakePm1.Accepted(Json(Reloading(ReloadOutcome.Running, 0))),
            () => Web with { Reload = Reloading(outcome, 1).Reload! with { Generation = generation } });
        var typed = Typed.In(Here, "reload");

        Assert.Equal((3, ""), (typed.Code, typed.Out));
        Assert.Contains(said, typed.Error);
    }

    [Fact]
    public void Scale_that_is_hindered_says_by_what()
    {
        var bad = Snapshots.Of(ready: 1, wanted: 2).Apps[0];
        bad = bad with { Workers = [bad.Workers[0], bad.Workers[1] with { Restarts = 1, LastExit = "exited with code 1" }] };
        using var pm1 = Serve(_ => FakePm1.Ok(Json(Snapshots.Of(ready: 1, wanted: 1).Apps[0])), () => bad);
        var typed = Typed.In(Here, "scale", "+1");

        Assert.Equal(3, typed.Code);
        Assert.Contains("1 of 2 ready: slot 1 does not become ready: exited with code 1", typed.Error);
    }

    [Fact]
    public void Start_of_what_is_neither_a_file_nor_an_app_says_so()
    {
        using var pm1 = Serve(_ => null);
        var typed = Typed.In(Here, "start", "wbe");

        Assert.Equal(3, typed.Code);
        Assert.Equal(
            "pm1: wbe: is neither a file nor an app of the pm1 that runs here\npm1: hint: did you mean web?\n", typed.Error);
    }

    [Fact]
    public void Describe_is_for_people_and_json_is_the_answer()
    {
        using var pm1 = Serve(_ => null, () => Reloading(ReloadOutcome.Failed, 1));
        var typed = Typed.In(Here, "describe");

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.StartsWith("web\n  workers     2 of 2 ready\n", typed.Out, StringComparison.Ordinal);
        Assert.Contains("  port        0.0.0.0:3000: 3 of 511 waiting, 0 dropped\n", typed.Out);
        Assert.Contains("  restarts    4 ready-timeout\n", typed.Out);
        Assert.Contains("slot 0: ready, generation 1, 0 restarts, ready after 0.25s\n", typed.Out);
        Assert.Contains("  22:13:20.001 web worker-ready: up\n", typed.Out);
        Assert.Equal(AppBody(Reloading(ReloadOutcome.Failed, 1)) + "\n", Typed.In(Here, "describe", "--json").Out);
    }

    private FakePm1 Serve(Func<string, string?> post, Func<AppSnapshot>? look = null) =>
        new(Path.Combine(directory, ControlSocketPaths.FileName), line =>
        {
            asked.Add(line);
            return line == "GET /v1/list" ? FakePm1.Ok("""{"version":1,"apps":[{"name":"web"}]}""")
                : line == "GET /v1/apps/web" ? FakePm1.Ok(AppBody(look?.Invoke() ?? Web))
                : post(line);
        });

    private static AppSnapshot Reloading(ReloadOutcome outcome, int replaced) => Web with
    {
        Reload = new ReloadSnapshot(
            2, outcome, replaced, 2, 1, outcome == ReloadOutcome.Failed ? "slot 1 exited with code 1" : "",
            outcome == ReloadOutcome.Failed ? ["Error: boom", "\x1b[2J"] : []),
    };

    private static string Json(AppSnapshot app) => JsonSerializer.Serialize(app, LinkJson.Default.AppSnapshot);

    private static string AppBody(AppSnapshot app) =>
        $$"""
        {"version":1,"app":{{Json(app)}},"processes":[],"degraded":[],"events":[{"id":1,
        "at":"2023-11-14T22:13:20.001+00:00","app":"web","kind":"worker-ready","message":"up"}]}
        """;
}
