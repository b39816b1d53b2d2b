using Init.Core.NodePrograms;
using Xunit;

namespace Init.Core.Tests.NodePrograms;

public sealed class PackageToolTests
{
    [Theory]
    [InlineData("npm start", "node server.js", "npm start")]
    [InlineData("npm -s start", "node server.js", "npm start")]
    [InlineData("/usr/bin/npm start --silent", "node server.js", "npm start")]
    [InlineData("npm start one -- --two", "node server.js one --two", "npm start")]
    [InlineData("npm run start", "node server.js", "npm run start")]
    [InlineData("npm run-script serve -- -p 1", "node -r ./t.js server.js -p 1", "npm run serve")]
    [InlineData("npm run again", "node server.js more", "npm run again")]
    [InlineData("npm run web", "next start", "npm run web")]
    [InlineData("npm run shell", "sh -c exec node server.js", "npm run shell")]
    [InlineData("npm exec next start", "/app/node_modules/.bin/next start", "npm exec next")]
    [InlineData("npm exec -- next start", "/app/node_modules/.bin/next start", "npm exec next")]
    [InlineData("yarn start", "node server.js", "yarn start")]
    [InlineData("yarn -s start --two", "node server.js --two", "yarn start")]
    [InlineData("yarn run serve", "node -r ./t.js server.js", "yarn run serve")]
    [InlineData("yarn serve", "node -r ./t.js server.js", "yarn serve")]
    [InlineData("yarn next start", "/app/node_modules/.bin/next start", "yarn next")]
    [InlineData("pnpm start", "node server.js", "pnpm start")]
    [InlineData("pnpm run web --port 1", "next start --port 1", "pnpm run web")]
    [InlineData("pnpm exec next start", "/app/node_modules/.bin/next start", "pnpm exec next")]
    [InlineData("npx next start -p 1", "/app/node_modules/.bin/next start -p 1", "npx next")]
    [InlineData("npx --no-install next start", "/app/node_modules/.bin/next start", "npx next")]
    [InlineData("npx -y -- next start", "/app/node_modules/.bin/next start", "npx next")]
    public void Package_tool_becomes_what_it_would_have_started(string command, string expected, string origin)
    {
        var found = Find(command, App());
        Assert.Equal(expected, found is null ? null : string.Join(' ', found.Command));
        Assert.Equal(origin, found?.Origin);
        Assert.Equal("/app/node_modules/.bin:/node_modules/.bin:/usr/local/bin:/usr/bin", Value(found!, "PATH"));
    }

    [Theory]
    [InlineData("npm")]
    [InlineData("npm run")]
    [InlineData("npm run missing")]
    [InlineData("npm run hooked")]
    [InlineData("npm run after")]
    [InlineData("npm run two")]
    [InlineData("npm run number")]
    [InlineData("npm run loop")]
    [InlineData("npm run dev")]
    [InlineData("npm run eval")]
    [InlineData("npm run -s")]
    [InlineData("npm test")]
    [InlineData("npm install")]
    [InlineData("npm start --port 1")]
    [InlineData("npm --prefix /app start")]
    [InlineData("npm -w shop start")]
    [InlineData("npm exec")]
    [InlineData("npm exec next@14 start")]
    [InlineData("npm exec -c next")]
    [InlineData("npx")]
    [InlineData("npx -p next next start")]
    [InlineData("npx missing")]
    [InlineData("npx ../../etc/next")]
    [InlineData("npx next dev")]
    [InlineData("npx tool")]
    [InlineData("yarn")]
    [InlineData("yarn install")]
    [InlineData("yarn node server.js")]
    [InlineData("yarn start -- --two")]
    [InlineData("yarn run")]
    [InlineData("yarn --inspect start")]
    [InlineData("yarn exec next start")]
    [InlineData("pnpm dlx next start")]
    [InlineData("pnpm -r start")]
    public void Anything_else_is_not_resolved(string command) => Assert.Null(Find(command, App()));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"scripts":null}""")]
    [InlineData("""{"scripts":[]}""")]
    [InlineData("""{"scripts":{"serve":1}}""")]
    [InlineData("""{"scripts":{"serve":"\ud800"}}""")]
    [InlineData("""{"scripts":{"\udfff":"node server.js"}}""")]
    [InlineData("""{"scripts":{"serve":"node server.js",}}""")]
    [InlineData("// no JSON\n{}")]
    public void Package_json_that_does_not_say_it_is_no_answer(string text) =>
        Assert.Null(Find("npm run serve", new FakeFiles().File("/app/package.json", text)));

    [Fact]
    public void Package_json_that_is_huge_or_deep_or_missing_is_no_answer()
    {
        const string Scripts = "\"scripts\":{\"start\":\"node server.js\"}";
        Assert.Null(Find("npm start", new FakeFiles()));
        var padding = new string(' ', PackageJson.BytesMax);
        Assert.Null(Find("npm start", new FakeFiles().File("/app/package.json", $"{{{Scripts}{padding}}}")));
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.Null(Find("npm start", new FakeFiles().File("/app/package.json", $"{{\"a\":{deep},{Scripts}}}")));
    }

    [Fact]
    public void Missing_start_means_server_js_for_npm_alone()
    {
        Assert.Equal(["node", "server.js"], Find("npm start", new FakeFiles().Scripts())?.Command);
        Assert.Null(Find("npm run start", new FakeFiles().Scripts()));
        Assert.Null(Find("yarn start", new FakeFiles().Scripts()));
        Assert.Null(Find("npm start", new FakeFiles { WorkingDirectory = "/srv" }.File("/srv/package.json", "{}")));
        Assert.Null(Find("npm start", new FakeFiles().Scripts(("prestart", "true"))));
    }

    [Fact]
    public void What_programs_ask_of_npm_is_in_the_environment()
    {
        var files = new FakeFiles().File("/app/package.json", """
            {"name":"shop","version":"1.2.3","config":{"port":3000,"tls":{"on":true,"off":false,"none":null},"hosts":["a","b"],"a=b":1},
             "scripts":{"start":"NODE_ENV=production node server.js"}}
            """);
        var found = Find("npm start", files)!;
        Assert.Equal(
            [
                "npm_package_name=shop", "npm_package_version=1.2.3", "npm_package_json=/app/package.json",
                "npm_lifecycle_event=start", "npm_lifecycle_script=NODE_ENV=production node server.js", "INIT_CWD=/app",
                "npm_package_config_port=3000", "npm_package_config_tls_on=true", "npm_package_config_tls_off=",
                "npm_package_config_tls_none=", "npm_package_config_hosts_0=a", "npm_package_config_hosts_1=b",
                "NODE_ENV=production", "PATH=/app/node_modules/.bin:/node_modules/.bin:/usr/local/bin:/usr/bin",
            ],
            found.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
    }

    [Fact]
    public void Shell_in_front_of_npm_gives_way()
    {
        var found = NodeCommandFinder.Find(["sh", "-c", "A=1 exec npm start"], App());
        Assert.Equal(["node", "server.js"], found?.Command);
        Assert.Equal("npm start", found?.Origin);
        Assert.Equal("1", Value(found!, "A"));
    }

    [Fact]
    public void App_that_sets_its_own_PATH_keeps_it_behind_that_of_npm()
    {
        var found = Find("npm start", App())!.Over([new("A", "1"), new("PATH", "/opt/bin")]);
        Assert.Equal("/app/node_modules/.bin:/node_modules/.bin:/opt/bin", Value(found, "PATH"));
        Assert.Single(found.Environment, variable => variable.Key == "PATH");
        Assert.Empty(Find("node server.js", App())!.Over([new("PATH", "/opt/bin")]).Environment);
    }

    [Fact]
    public void Package_above_has_programs_too()
    {
        var files = new FakeFiles { WorkingDirectory = "/app/shop" }
            .File("/app/shop/package.json", """{"scripts":{"start":"next start"}}""")
            .Program("/app/node_modules/.bin/next", "#!/usr/bin/env node\n");
        Assert.Equal(["next", "start"], Find("npm start", files)?.Command);
        Assert.Equal(["/app/node_modules/.bin/next", "start"], Find("npx next start", files)?.Command);
    }

    [Fact]
    public void Yarn_without_node_modules_is_left_alone() =>
        Assert.Null(Find("yarn start", App().File("/app/.pnp.cjs")));

    [Fact]
    public void Origin_has_no_name_that_cannot_be_shown()
    {
        var files = new FakeFiles().File(
            "/app/package.json", """{"scripts":{"\u001b[31m":"node server.js"}}""");
        Assert.Equal("npm run", NodeCommandFinder.Find(["npm", "run", "\u001b[31m"], files)?.Origin);
    }

    private static FakeFiles App() => new FakeFiles()
        .Scripts(
            ("start", "node server.js"), ("serve", "node -r ./t.js server.js"), ("again", "npm start more"),
            ("web", "next start"), ("shell", "sh -c 'exec node server.js'"), ("hooked", "node server.js"),
            ("prehooked", "true"), ("after", "node server.js"), ("postafter", "true"), ("two", "true && node server.js"),
            ("loop", "npm run loop"), ("dev", "nodemon server.js"), ("eval", "node -e 1"), ("test", "node server.js"),
            ("install", "node server.js"))
        .Program("/app/node_modules/.bin/next", "#!/usr/bin/env node\n")
        .Program("/app/node_modules/.bin/nodemon", "#!/usr/bin/env node\n")
        .Program("/app/node_modules/.bin/tool", "#!/bin/sh\nexec node x\n");

    private static NodeCommand? Find(string command, FakeFiles files) =>
        NodeCommandFinder.Find(command.Split(' '), files);

    private static string? Value(NodeCommand command, string name) =>
        command.Environment.LastOrDefault(variable => variable.Key == name).Value;
}
