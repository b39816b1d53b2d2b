using Init.Core.NodePrograms;
using Xunit;

namespace Init.Core.Tests.NodePrograms;

public sealed class NodeCommandFinderTests
{
    [Theory]
    [InlineData("node server.js")]
    [InlineData("node server")]
    [InlineData("node ./server.js --port 3000")]
    [InlineData("node /app/server.js -e x")]
    [InlineData("/usr/bin/node server.js")]
    [InlineData("nodejs server.js")]
    [InlineData("node20 server.js")]
    [InlineData("node-22 server.js")]
    [InlineData("node -- server.js")]
    [InlineData("node -r ./trace.js server.js")]
    [InlineData("node --require ./trace.js --import tsx server.js")]
    [InlineData("node --import=tsx server.js")]
    [InlineData("node -C development --conditions x server.js")]
    [InlineData("node --loader a --experimental-loader b server.js")]
    [InlineData("node --env-file .env server.js")]
    [InlineData("node --env-file=.env --title shop server.js")]
    [InlineData("node --max-old-space-size=4096 --expose-gc server.js")]
    [InlineData("node --max_old_space_size=4096 --max_http_header_size 4096 server.js")]
    [InlineData("node --flag-of-tomorrow server.js")]
    [InlineData("node --enable-source-maps --no-warnings dist/main")]
    [InlineData("node .")]
    [InlineData("node lib")]
    [InlineData("node lib/")]
    [InlineData("node test server.js")]
    public void Node_with_a_script_is_found_and_stays_as_it_is(string command)
    {
        var files = new FakeFiles().File("/app/dist/main.js").File("/app/lib/index.js").File("/app/test")
            .File("/app/package.json", """{"main":"./dist/main"}""");
        var found = Find(command, files);
        Assert.Equal(command.Split(' '), found?.Command);
        Assert.Equal("node", found?.Origin);
        Assert.Empty(found!.Environment);
        Assert.Null(found.InspectorPort);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("node -")]
    [InlineData("node --")]
    [InlineData("node - server.js")]
    [InlineData("node -e 1 server.js")]
    [InlineData("node --eval=1 server.js")]
    [InlineData("node -p 1 server.js")]
    [InlineData("node -pe 1 server.js")]
    [InlineData("node --print server.js")]
    [InlineData("node -c server.js")]
    [InlineData("node --check server.js")]
    [InlineData("node -i server.js")]
    [InlineData("node -v")]
    [InlineData("node -h server.js")]
    [InlineData("node --watch server.js")]
    [InlineData("node --watch-path=src server.js")]
    [InlineData("node --watch_path src server.js")]
    [InlineData("node --test server.js")]
    [InlineData("node --run start")]
    [InlineData("node --prof-process server.js")]
    [InlineData("node --build-snapshot server.js")]
    [InlineData("node --title x --test")]
    [InlineData("node inspect server.js")]
    [InlineData("node debug server.js")]
    [InlineData("node -- inspect server.js")]
    [InlineData("node -r server.js")]
    [InlineData("node -r --watch server.js")]
    [InlineData("node --option-with-value 5 server.js")]
    [InlineData("node missing.js")]
    [InlineData("node esm")]
    [InlineData("node empty/")]
    [InlineData("node22 server.js")]
    [InlineData("/opt/node server.js")]
    [InlineData("node-red server.js")]
    [InlineData("nodemon server.js")]
    [InlineData("python3 server.js")]
    [InlineData("missing server.js")]
    [InlineData("bun server.js")]
    public void What_has_no_script_or_is_not_Node_is_not(string command) =>
        Assert.Null(Find(command, new FakeFiles().File("/app/esm.mjs").File("/app/inspect").File("/app/empty/x.js")));

    [Theory]
    [InlineData("#!/usr/bin/env node\nx")]
    [InlineData("#!/usr/bin/env node")]
    [InlineData("#! /usr/bin/env   node  \n")]
    [InlineData("#!/usr/bin/node\n")]
    [InlineData("#!/usr/bin/node --no-warnings\n")]
    [InlineData("#!/usr/bin/env -S node --no-warnings --title 'my shop'\n")]
    [InlineData("#!/usr/bin/env -S NODE_ENV=production node\n")]
    [InlineData("#!/usr/bin/env --split-string=node --no-warnings\n")]
    public void Script_that_names_Node_in_its_first_line_is_found(string text)
    {
        var files = new FakeFiles().Program("/app/bin/shop", text).Program("/usr/local/bin/shop", text);
        foreach (var command in new[] { "./bin/shop --port 1", "/app/bin/shop -e", "shop inspect" })
        {
            var found = Find(command, files);
            Assert.Equal(command.Split(' '), found?.Command);
            Assert.Equal("a shebang", found?.Origin);
        }
    }

    [Theory]
    [InlineData("#!/bin/sh\nnode server.js\n")]
    [InlineData("#!/usr/bin/env python3\n")]
    [InlineData("#!/usr/bin/env node --no-warnings\n")]
    [InlineData("#!/usr/bin/env -i node\n")]
    [InlineData("#!/usr/bin/env -S node --watch\n")]
    [InlineData("#!/usr/bin/env -S node --title\n")]
    [InlineData("#!/usr/bin/env -S PATH=/x node\n")]
    [InlineData("#!/usr/bin/env -S\n")]
    [InlineData("#!/usr/bin/env\n")]
    [InlineData("#!/usr/bin/env node\r\n")]
    [InlineData("#!/usr/bin/node --title x\n")]
    [InlineData("#!/usr/bin/node --test\n")]
    [InlineData("#!/opt/node\n")]
    [InlineData("#!node\n")]
    [InlineData("#!\n")]
    [InlineData("#!")]
    [InlineData("")]
    [InlineData("\u007fELF")]
    [InlineData("// #!/usr/bin/env node")]
    public void Other_first_lines_are_not(string text) =>
        Assert.Null(Find("./shop", new FakeFiles().Program("/app/shop", text)));

    [Fact]
    public void First_line_that_the_kernel_would_cut_is_not_read() => Assert.Null(Find(
        "./shop", new FakeFiles().Program("/app/shop", "#!/usr/bin/node --title=" + new string('x', 300) + "\n")));

    [Fact]
    public void Program_that_cannot_be_executed_is_not_found() =>
        Assert.Null(Find("./shop", new FakeFiles().File("/app/shop", "#!/usr/bin/env node\n")));

    [Theory]
    [InlineData("sh", "node server.js")]
    [InlineData("/bin/sh", "exec node server.js")]
    [InlineData("bash", "node 'server.js' \"a b\" c\\ d")]
    [InlineData("dash", "  NODE_ENV=production exec node server.js")]
    [InlineData("/usr/bin/ash", "NODE_ENV='a b' node --no-warnings server.js")]
    [InlineData("sh", "/app/shop --port=1")]
    [InlineData("sh", "env A=1 node server.js")]
    [InlineData("sh", "sh -c 'node server.js'")]
    public void Shell_of_one_plain_command_stays_in_front_of_it(string shell, string text)
    {
        var files = new FakeFiles().Program("/app/shop", "#!/usr/bin/env node\n");
        var found = NodeCommandFinder.Find([shell, "-c", text], files);
        Assert.Equal([shell, "-c", text], found?.Command);
        Assert.Equal($"{shell[(shell.LastIndexOf('/') + 1)..]} -c", found?.Origin);
        Assert.NotNull(NodeCommandFinder.Find([shell, "-ec", text], files));
        Assert.NotNull(NodeCommandFinder.Find([shell, "-e", "-c", text, "name", "argument"], files));
    }

    [Theory]
    [InlineData("node server.js; true")]
    [InlineData("node server.js && true")]
    [InlineData("node server.js || true")]
    [InlineData("node server.js | tee log")]
    [InlineData("node server.js &")]
    [InlineData("node server.js > log")]
    [InlineData("node server.js 2>&1")]
    [InlineData("node server.js < in")]
    [InlineData("node server.js $PORT")]
    [InlineData("node server.js \"$PORT\"")]
    [InlineData("node server.js `port`")]
    [InlineData("node server.js \"`port`\"")]
    [InlineData("node server.js *.js")]
    [InlineData("node server.j?")]
    [InlineData("node ~/server.js")]
    [InlineData("node server.js {a,b}")]
    [InlineData("node server.js # comment")]
    [InlineData("(node server.js)")]
    [InlineData("! node server.js")]
    [InlineData("node server.js\n")]
    [InlineData("node server.js\ntrue")]
    [InlineData("node 'server.js")]
    [InlineData("node \"server.js")]
    [InlineData("node server.js\\")]
    [InlineData("time node server.js")]
    [InlineData("cd /app")]
    [InlineData("exec -a shop node server.js")]
    [InlineData("exec")]
    [InlineData("A=1")]
    [InlineData("A=1 B=2 exec")]
    [InlineData("'A'=1 node server.js")]
    [InlineData("1A=1 node server.js")]
    [InlineData("A+=1 node server.js")]
    [InlineData("PATH=/opt node server.js")]
    [InlineData("NODE_CHANNEL_FD=7 node server.js")]
    [InlineData("node -e 1")]
    [InlineData("node --watch server.js")]
    [InlineData("nohup node server.js")]
    [InlineData("''")]
    [InlineData("")]
    [InlineData("   ")]
    public void Shell_of_anything_else_is_not(string text) =>
        Assert.Null(NodeCommandFinder.Find(["sh", "-c", text], new FakeFiles()));

    [Theory]
    [InlineData("sh")]
    [InlineData("sh -c")]
    [InlineData("sh server.js")]
    [InlineData("bash -lc node")]
    [InlineData("sh -x -c node")]
    [InlineData("sh -e")]
    public void Shell_with_other_words_is_not(string command) => Assert.Null(Find(command));

    [Fact]
    public void Assignments_of_a_shell_are_told()
    {
        var found = NodeCommandFinder.Find(["sh", "-c", "A=1 B='x y' A=2 node server.js"], new FakeFiles());
        Assert.Equal([new("A", "1"), new("B", "x y"), new("A", "2")], found!.Environment);
    }

    [Theory]
    [InlineData("node node_modules/nodemon/bin/nodemon.js server.js")]
    [InlineData("node node_modules/.bin/tsx server.js")]
    [InlineData("node_modules/.bin/tsx server.js")]
    [InlineData("runner server.js")]
    [InlineData("node /usr/share/nodejs/npm/bin/npm-cli.js start")]
    [InlineData("node /opt/npm-cli.js start")]
    [InlineData("node .yarn/releases/yarn-4.1.0.cjs start")]
    [InlineData("node_modules/.bin/next dev")]
    [InlineData("node_modules/.bin/next")]
    [InlineData("node node_modules/next/dist/bin/next build")]
    [InlineData("node node_modules/@nestjs/cli/bin/nest.js start")]
    [InlineData("/opt/node server.js")]
    public void Programs_that_start_another_Node_are_not(string command)
    {
        var files = new FakeFiles()
            .File("/app/node_modules/nodemon/bin/nodemon.js").File("/usr/share/nodejs/npm/bin/npm-cli.js")
            .File("/opt/npm-cli.js").File("/app/.yarn/releases/yarn-4.1.0.cjs")
            .File("/app/node_modules/@nestjs/cli/bin/nest.js")
            .Program("/app/node_modules/tsx/dist/cli.mjs", "#!/usr/bin/env node\n")
            .Program("/app/node_modules/next/dist/bin/next", "#!/usr/bin/env node\n")
            .Link("/app/node_modules/.bin/next", "/app/node_modules/next/dist/bin/next")
            .Link("/app/node_modules/.bin/tsx", "/app/node_modules/tsx/dist/cli.mjs")
            .Link("/usr/local/bin/runner", "/app/node_modules/tsx/dist/cli.mjs")
            .Program("/opt/bun", "\u007fELF").Link("/opt/node", "/opt/bun");
        Assert.Null(Find(command, files));
        Assert.NotNull(Find("node_modules/.bin/next start", files));
    }

    [Fact]
    public void Script_of_the_apps_own_may_be_called_as_a_launcher() =>
        Assert.NotNull(Find("node supervisor.js", new FakeFiles().File("/app/supervisor.js")));

    [Theory]
    [InlineData("env NODE_ENV=production node server.js", "env NODE_ENV=production node server.js")]
    [InlineData("cross-env NODE_ENV=production node server.js", "node server.js")]
    [InlineData("cross-env NODE_ENV=production npm start", "node server.js")]
    [InlineData("env -i node server.js", null)]
    [InlineData("env PATH=/x node server.js", null)]
    [InlineData("env", null)]
    [InlineData("env A=1", null)]
    [InlineData("cross-env A=$B node server.js", null)]
    public void Variables_in_front_are_seen_through(string command, string? expected)
    {
        var found = Find(command, new FakeFiles().Scripts(("start", "node server.js")));
        Assert.Equal(expected?.Split(' '), found?.Command);
        Assert.Equal(found is null ? null : "production", found?.Environment.First(pair => pair.Key == "NODE_ENV").Value);
    }

    [Fact]
    public void Whatever_is_given_nothing_is_thrown()
    {
        string[] words =
        [
            "node", "npm", "npx", "yarn", "pnpm", "sh", "bash", "env", "cross-env", "exec", "start", "run", "loop", "-c", "-r", "--",
            "-", "", "\0", "-S", "--inspect", "--inspect=", "--inspect=[::1]:99999999999", "server.js", "=", "A=1", "'", "\"",
            "\\", "\ud800", "../../../..", "/", ".", "node_modules", "--title", "sh -c node", "npm run loop", "é", "_", "--_=",
        ];
        var random = new Random(7);
        var files = new FakeFiles().Scripts(("start", "npm run loop"), ("loop", "npm run loop"), ("run", "yarn start"));
        files.Variables["NODE_OPTIONS"] = "--inspect-port --inspect= ' \" --inspect=x:y";
        for (var i = 0; i < 20_000; i++)
        {
            string[] command = [.. Enumerable.Range(0, random.Next(7)).Select(_ => words[random.Next(words.Length)])];
            var found = NodeCommandFinder.Find(command, files);
            Assert.NotEqual([], found?.ForSlot(random.Next()) ?? ["none"]);
            _ = NodeCommandFinder.Find(["sh", "-c", string.Join(' ', command)], files)?.Over([new("NODE_OPTIONS", "x")]);
        }
    }

    private static NodeCommand? Find(string command, FakeFiles? files = null) =>
        NodeCommandFinder.Find(command.Split(' '), files ?? new FakeFiles());
}
