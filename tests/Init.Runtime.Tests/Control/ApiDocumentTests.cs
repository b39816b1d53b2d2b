using System.Text.Json;
using Init.Control;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Doors;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Control;

/// <summary>The API's document says what the door does, and all of it.</summary>
public sealed class ApiDocumentTests : IDisposable
{
    private readonly StubSupervisor supervisor = new(Busy());
    private readonly JsonDocument json = JsonDocument.Parse(ApiDocument.Bytes());
    private readonly SchemaCheck schemas;

    public ApiDocumentTests() => schemas = new SchemaCheck(json.RootElement);

    private ControlDoor Door => ControlRoutes.Door(supervisor);

    private IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in json.RootElement.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public void Dispose() => json.Dispose();

    [Fact]
    public void Every_route_of_the_door_is_in_it_and_nothing_else() =>
        Assert.Equal(
            ControlRoutes.All.Select(route => $"{route.Method} {route.Path}").Order(),
            Operations.Select(operation => $"{operation.Method} {operation.Path}").Order());

    [Fact]
    public async Task Every_answer_has_a_status_and_a_shape_that_it_names()
    {
        supervisor.News.Add(Some.News(1, 3));
        supervisor.News.Add(Some.Messages(4, "\"ready\"", """{"jobs":[1,null]}""", "null"));
        foreach (var (method, path, operation) in Operations)
        {
            var answer = await AskAsync(method, path, "web", Example(operation));
            var responses = operation.GetProperty("responses");
            Assert.True(responses.TryGetProperty($"{answer.Status}", out var response), $"{method} {path}: {answer.Status}");
            Assert.InRange(answer.Status, 200, 299);
            await AssertShapeAsync(response, answer, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_error_has_a_status_and_a_shape_that_it_names()
    {
        foreach (var (method, path, operation) in Operations.Where(one => one.Path != "/v1/openapi.json"))
        {
            var answers = new List<Answer> { (await Ask.Door(Door, $"{Fill(path, "web")}?x=1", method))! };
            if (method == "POST")
            {
                answers.Add((await Ask.Post(Door, Fill(path, "web"), """{"x":1}"""))!);
                answers.Add((await Ask.Post(Door, Fill(path, "web"), "{}", "text/plain"))!);
                answers.Add((await Ask.Post(Door, Fill(path, "web"), new string('x', 5000)))!);
            }

            if (path.Contains("{app}", StringComparison.Ordinal))
            {
                answers.Add(await AskAsync(method, path, "nobody", Example(operation)));
            }

            foreach (var answer in answers)
            {
                var what = $"{method} {path}: {answer.Status} {answer.Text()}";
                Assert.InRange(answer.Status, 400, 499);
                Assert.True(operation.GetProperty("responses").TryGetProperty($"{answer.Status}", out var response), what);
                await AssertShapeAsync(schemas.Resolve(response), answer, what);
            }
        }
    }

    [Theory]
    [InlineData("/v1/list")]
    [InlineData("/v1/snapshot")]
    public async Task Lag_of_a_worker_is_there_where_it_is_known(string path)
    {
        using var json = JsonDocument.Parse((await Ask.Door(Door, path)).Text());
        var list = json.RootElement.GetProperty("apps")[0].GetProperty("workers");

        Assert.Equal(1.5, list[0].GetProperty("lagMilliseconds").GetDouble());
        Assert.False(list[1].TryGetProperty("lagMilliseconds", out _));
    }

    [Fact]
    public async Task List_with_all_parameters_has_the_shape_that_it_names()
    {
        var app = Busy().Apps[0];
        var snapshot = Busy() with
        {
            Apps = [app with { Workers = [app.Workers[0] with { Pid = Environment.ProcessId }, app.Workers[1]] }],
        };
        var operation = Operations.Single(one => one.Path == "/v1/list").Operation;
        var query = operation.GetProperty("parameters").EnumerateArray()
            .Select(parameter => $"{parameter.GetProperty("name")}=1").ToList();
        var answer = await Ask.Door(
            ControlRoutes.Door(new StubSupervisor(snapshot)), $"/v1/list?{string.Join('&', query)}");

        Assert.Equal(["connections=1"], query);
        Assert.Contains("\"connections\":", answer.Text(), StringComparison.Ordinal);
        await AssertShapeAsync(operation.GetProperty("responses").GetProperty("200"), answer!, "list");
    }

    [Fact]
    public void Words_are_those_of_the_code()
    {
        AssertWords<ShareMode>("Share");
        AssertWords<Balance>("Balance");
        AssertWords<SupervisorPhase>("Phase");
        AssertWords<WorkerState>("WorkerState");
        AssertWords<RestartReason>("RestartReason");
        AssertWords<ReloadOutcome>("ReloadOutcome");
        AssertWords<NewsKind>("EventKind");
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.5", false)]
    [InlineData("""{"type":["integer","null"]}""", "null", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", "{}", false)]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", """{"a":1}""", false)]
    [InlineData("""{"type":"array","items":{"enum":["x"]}}""", """["x","y"]""", false)]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"null"}]}""", "null", true)]
    [InlineData("""{"minimum":0}""", "-1", false)]
    [InlineData("""{"pattern":"x"}""", "\"x\"", false)]
    public void Check_of_the_shapes_finds_what_is_wrong(string schema, string value, bool isValid)
    {
        using var rule = JsonDocument.Parse(schema);
        using var given = JsonDocument.Parse(value);
        Assert.Equal(isValid, !schemas.Errors(rule.RootElement, given.RootElement).Any());
    }

    private void AssertWords<T>(string schema)
        where T : struct, Enum => Assert.Equal(
            Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Order(),
            json.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("enum")
                .EnumerateArray().Select(word => word.GetString()!).Order());

    private async Task<Answer> AskAsync(string method, string path, string app, string body) => (method == "POST"
        ? await Ask.Post(Door, Fill(path, app), body)
        : await Ask.Door(Door, Fill(path, app), method))!;

    private async Task AssertShapeAsync(JsonElement response, Answer answer, string what)
    {
        var content = response.GetProperty("content");
        var type = answer.ContentType.Split(';')[0];
        Assert.True(content.TryGetProperty(type, out var media), $"{what}: {type}");
        foreach (var text in await TextsAsync(answer))
        {
            using var body = JsonDocument.Parse(text);
            var errors = schemas.Errors(media.GetProperty("schema"), body.RootElement).ToList();
            Assert.True(errors.Count == 0, $"{what}: {string.Join("; ", errors)}");
        }
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(Answer answer)
    {
        if (answer.Stream is null)
        {
            return [answer.Text()];
        }

        using var bytes = new MemoryStream();
        await answer.Stream(bytes, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A body that its schema allows.</summary>
    private string Example(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            return "";
        }

        var schema = body.GetProperty("content").GetProperty(Ask.JsonType).GetProperty("schema");
        var text = schema.GetProperty("$ref").GetString()!.Split('/')[^1] switch
        {
            "Scale" => """{"workers":"+1"}""",
            "Signal" => """{"signal":"SIGUSR1","slot":0}""",
            "Slot" => """{"slot":0}""",
            "Send" => """{"message":{"flush":[true,null]},"slot":0}""",
            _ => "{}",
        };
        using var example = JsonDocument.Parse(text);
        Assert.Empty(schemas.Errors(schema, example.RootElement));
        return text;
    }

    private static string Fill(string path, string app) => path.Replace("{app}", app, StringComparison.Ordinal);

    /// <summary>A pm1 to which everything that can be seen has happened.</summary>
    private static Snapshot Busy()
    {
        var quiet = Snapshots.Running.Apps[0];
        var (worker, others) = (quiet.Workers[0], quiet.Workers.Skip(1));
        var app = quiet with
        {
            Workers = [worker with { LagMilliseconds = 1.5 }, .. others],
            Reloads = [new ReloadCount(ReloadOutcome.Failed, 1)],
            Reload = new ReloadSnapshot(2, ReloadOutcome.Failed, 1, 2, 1.5, "exited with code 1", ["boom"]),
        };
        return Snapshots.Running with
        {
            Pid = Environment.ProcessId,
            Apps = [app],
            Degraded = [new Degradation("socket", "cannot", "do")],
            Drain = new DrainSnapshot(DrainPhase.Stop, 2, 1, 0),
        };
    }
}
