using System.Text;
using Init.Config;
using Init.Core.Config;
using Xunit;

namespace Init.Runtime.Tests.Config;

public sealed class ConfigFileTests
{
    [Fact]
    public void Yaml_is_read_as_written_with_origins()
    {
        var config = Ok("pm1.yaml", """
            admin: off
            socket: /run/x.sock
            apps:
              - name: web
                command: [node, server.js, --port, 0x10]
                workers: 2
                ports:
                  - 3000
                  - udp:53
                private: 9229
                readyTimeout: 1m
                env:
                  A: yes
                  B: "null"
                  C: ''
            """);
        Assert.Equal(new Written("off", "pm1.yaml:1:1: admin"), config.Admin);
        Assert.Equal("/run/x.sock", config.Socket?.Text);
        var app = Assert.Single(config.Apps);
        Assert.Equal(["node", "server.js", "--port", "0x10"], app.Command!.Select(word => word.Text));
        Assert.Equal(new Written("2", "pm1.yaml:6:5: apps[0].workers"), app.Workers);
        Assert.Equal(new Written("udp:53", "pm1.yaml:9:9: apps[0].ports[1]"), app.Ports![1]);
        Assert.Equal("9229", Assert.Single(app.Private!).Text);
        Assert.Equal(["A=yes", "B=null", "C="], app.Env!.Select(variable => variable.Text));
        Assert.Equal("pm1.yaml:13:7: apps[0].env.A", app.Env![0].Origin);
        Assert.Null(app.Cwd);
    }

    [Fact]
    public void Json_is_read_as_yaml_is()
    {
        var config = Ok("pm1.json", """
            {
              "admin": "off",
              "apps": [ {
                "command": ["node", "server.js"],
                "workers": 2,
                "maxRestarts": "10/60s",
                "env": { "A": true }
              } ]
            }
            """);
        var app = Assert.Single(config.Apps);
        Assert.Equal(new Written("2", "pm1.json:5:5: apps[0].workers"), app.Workers);
        Assert.Equal(new Written("A=true", "pm1.json:7:14: apps[0].env.A"), Assert.Single(app.Env!));
        Assert.Equal("node", app.Command![0].Text);
    }

    [Fact]
    public void Every_wrong_thing_in_a_file_is_reported_with_its_place()
    {
        var problems = ConfigFile.Parse("pm1.yaml", """
            adminn: off
            workers: 2
            apps:
              - command: node server.js
                wrokers: 2
                admin: off
                workers: [1, 2]
                ports: {a: b}
                env: [A]
                cwd:
                name: a
                name: b
                frobnicate: 1
              - just text
            """u8).Problems.Select(problem => problem.ToString()).ToList();
        Assert.Contains("pm1: pm1.yaml:1:1: adminn: unknown key\npm1: hint: did you mean admin?", problems);
        Assert.Contains("pm1: pm1.yaml:2:1: workers: unknown key\npm1: hint: write it under apps:", problems);
        Assert.Contains(
            "pm1: pm1.yaml:4:5: apps[0].command: is one text, not a list\n"
            + "pm1: hint: write [node, server.js], or [sh, -c, …] if a shell must read it", problems);
        Assert.Contains("pm1: pm1.yaml:5:5: apps[0].wrokers: unknown key\npm1: hint: did you mean workers?", problems);
        Assert.Contains(
            "pm1: pm1.yaml:6:5: apps[0].admin: unknown key\npm1: hint: write it at the top, beside apps:", problems);
        Assert.Contains(
            problems,
            text => text.StartsWith("pm1: pm1.yaml:7:5: apps[0].workers: is a list", StringComparison.Ordinal));
        Assert.Contains(
            problems, text => text.StartsWith("pm1: pm1.yaml:8:5: apps[0].ports: is a map", StringComparison.Ordinal));
        Assert.Contains(
            problems, text => text.StartsWith("pm1: pm1.yaml:9:5: apps[0].env: is a list", StringComparison.Ordinal));
        Assert.Contains(
            problems,
            text => text.StartsWith("pm1: pm1.yaml:10:5: apps[0].cwd: has no value", StringComparison.Ordinal));
        Assert.Contains(
            problems,
            text => text.StartsWith("pm1: pm1.yaml:12:5: apps[0].name: is written twice", StringComparison.Ordinal));
        Assert.Contains(
            problems,
            text => text.StartsWith("pm1: pm1.yaml:13:5: apps[0].frobnicate: unknown key", StringComparison.Ordinal));
        Assert.Contains(
            problems,
            text => text.StartsWith("pm1: pm1.yaml:14:5: apps[1]: is \"just text\"", StringComparison.Ordinal));
        Assert.Equal(12, problems.Count);
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "pm1.yaml:1:4", "anchors and aliases")]
    [InlineData("a: *x", "pm1.yaml:1:4", "anchors and aliases")]
    [InlineData("a: !!str 1", "pm1.yaml:1:4", "tags")]
    [InlineData("a: 1\n---\nb: 2", "pm1.yaml:2:1", "second document")]
    [InlineData("? [a]\n: 1", "pm1.yaml:1:3", "a key must be a word")]
    [InlineData("apps:\n\t- x", "pm1.yaml:1:1", "")]
    [InlineData("apps: [", "pm1.yaml:2:1", "")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "pm1.yaml:1:17", "nested too deeply")]
    [InlineData("apps:\n  - command: [a, b\n    workers: 2\n", "pm1.yaml:2:16", "not YAML from here on")]
    [InlineData("", "pm1.yaml", "holds no settings")]
    [InlineData("just text", "pm1.yaml:1:1: ", "holds no settings")]
    public void Broken_yaml_is_one_problem_with_a_place(string text, string origin, string message)
    {
        var problem = ConfigFile.Parse("pm1.yaml", Encoding.UTF8.GetBytes(text)).Problems[0];
        Assert.Equal(origin, problem.Origin);
        Assert.Contains(message, problem.Message);
    }

    [Theory]
    [InlineData("{\n  \"apps\": [,]\n}", "pm1.json:2:12")]
    [InlineData("{ // no\n}", "pm1.json:1:3")]
    [InlineData("{\"a\":1,}", "pm1.json:1:8")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "pm1.json:1:17")]
    public void Broken_json_is_one_problem_with_a_place(string text, string origin) =>
        Assert.Equal(origin, ConfigFile.Parse("pm1.json", Encoding.UTF8.GetBytes(text)).Problems[0].Origin);

    [Theory]
    [InlineData("pm1.yaml")]
    [InlineData("pm1.json")]
    public void Damaged_file_never_throws(string path)
    {
        const string whole = """
            {"admin": "off", "apps": [ {"command": ["node", 'a'], "workers": 2, "env": {"A": "x", "B": "\u00e9"} } ] }
            """;
        const string block = "admin: off\napps:\n  - command: [a, b]\n    name: |\n      x\n    env:\n      A: 'b'\n    cwd: \"/\\n\"\n";
        const string noise = "[]{}:,-?&*!|>'\"#%@` \n\t\\0ax~<";
        var chance = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(round % 2 == 0 ? whole : block);
            for (var edits = chance.Next(1, 5); edits > 0; edits--)
            {
                var at = chance.Next(text.Length);
                _ = chance.Next(3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, noise[chance.Next(noise.Length)]),
                    _ => text.Remove(at, Math.Min(text.Length - at - 1, chance.Next(20))),
                };
            }

            Assert.NotNull(ConfigFile.Parse(path, Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    [Fact]
    public void Duplicate_json_key_is_a_problem()
    {
        var problem = Assert.Single(ConfigFile.Parse("pm1.json", "{\"admin\":\"off\",\"admin\":\":1\"}"u8).Problems);
        Assert.Equal(("pm1.json:1:16: admin", "is written twice"), (problem.Origin, problem.Message));
    }

    [Fact]
    public void Duplicate_container_does_not_hide_what_follows()
    {
        var config = ConfigFile.Parse("pm1.yaml", "apps: []\napps: [{name: a}]\nadmin: off"u8);
        Assert.Single(config.Problems);
        Assert.Equal("off", config.Config.Admin?.Text);
    }

    [Fact]
    public void Too_many_values_are_refused()
    {
        var text = "apps: [" + string.Join(',', Enumerable.Repeat("x", FileBounds.NodesMax)) + "]";
        Assert.Contains(
            ConfigFile.Parse("pm1.yaml", Encoding.UTF8.GetBytes(text)).Problems, problem => problem.Message.Contains(
                "too much"));
    }

    [Fact]
    public void File_that_cannot_be_read_says_why()
    {
        Assert.Equal("cannot read: no such file", Assert.Single(ConfigFile.Read("/nonexistent.yaml").Problems).Message);
        Assert.Contains("cannot read", Assert.Single(ConfigFile.Read("/tmp").Problems).Message);
        Assert.Contains("neither YAML nor JSON", Assert.Single(ConfigFile.Read("/etc/passwd").Problems).Message);
    }

    [Fact]
    public void File_that_is_too_large_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), $"pm1-{Guid.NewGuid():n}.yaml");
        File.WriteAllBytes(path, new byte[FileBounds.BytesMax + 1]);
        try
        {
            Assert.Equal("is larger than 1 MiB", Assert.Single(ConfigFile.Read(path).Problems).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Byte_order_mark_is_skipped() =>
        Assert.Equal("off", Ok("pm1.json", "\ufeff{\"admin\":\"off\",\"apps\":[]}").Admin?.Text);

    private static InitConfig Ok(string path, string text)
    {
        var outcome = ConfigFile.Parse(path, Encoding.UTF8.GetBytes(text));
        Assert.Empty(outcome.Problems);
        return outcome.Config;
    }
}
