using Init.Config;
using Xunit;

namespace Init.Runtime.Tests.Config;

public sealed class CommandFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CommandFiles files;

    public CommandFilesTests() => files = new CommandFiles(folder.Path, new Dictionary<string, string> { ["A"] = "1" });

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Regular_files_are_read_up_to_their_bound()
    {
        var path = Write("a", "hello");
        Assert.True(files.IsFile(path));
        Assert.Equal("hello"u8.ToArray(), files.Read(path, 5));
        Assert.Null(files.Read(path, 4));
        Assert.Empty(files.Read(Write("empty", ""), 4)!);
    }

    [Fact]
    public void Program_is_what_can_be_executed()
    {
        var path = Write("tool", "#!/bin/sh\n" + new string('x', 1000));
        Assert.Null(files.ProgramHead(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(256, files.ProgramHead(path)?.Length);
    }

    [Fact]
    public void Links_are_followed_to_their_end()
    {
        var path = Write("tool", "x");
        File.CreateSymbolicLink(folder.File("one"), "tool");
        File.CreateSymbolicLink(folder.File("two"), "one");
        Assert.Equal(path, files.FinalTarget(folder.File("two")));
        Assert.Equal(path, files.FinalTarget(path));
        Assert.True(files.IsFile(folder.File("two")));
    }

    [Fact]
    public void What_is_no_file_is_not_there()
    {
        File.CreateSymbolicLink(folder.File("loop"), "loop");
        File.CreateSymbolicLink(folder.File("nowhere"), "missing");
        string[] paths =
        [
            folder.Path, folder.File("missing"), folder.File("loop"), folder.File("nowhere"), "/dev/null", "/dev/ptmx",
            Write("file", "") + "/", folder.File("file") + "/below", "/" + new string('x', 5000), "/\ud800", "/", "",
        ];
        foreach (var path in paths)
        {
            Assert.False(files.IsFile(path), path);
            Assert.Null(files.ProgramHead(path));
            Assert.Null(files.Read(path, 10));
            _ = files.FinalTarget(path);
        }
    }

    [Fact]
    public void Command_of_this_machine_is_found()
    {
        Write("server.js", "");
        Write("package.json", """{"scripts":{"start":"shop --port 1"}}""");
        Directory.CreateDirectory(folder.File("node_modules/.bin"));
        var node = Write("node", "");
        var shop = Write("shop.js", "#!/usr/bin/env node\n");
        File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(shop, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(folder.File("node_modules/.bin/shop"), "../../shop.js");
        var environment = new Dictionary<string, string> { ["PATH"] = folder.Path };
        Assert.Equal(
            ["node", "server"], CommandFiles.FindNode(["node", "server"], folder.Path, environment)?.Command);
        Assert.Equal(
            ["shop", "--port", "1"], CommandFiles.FindNode(["npm", "start"], folder.Path, environment)?.Command);
        Assert.Null(CommandFiles.FindNode(["node", "missing.js"], folder.Path, environment));
        Assert.Null(CommandFiles.FindNode(["node", "server"], null, environment));
    }

    [Fact]
    public void Variables_are_those_that_were_given()
    {
        Assert.Equal("1", files.Variable("A"));
        Assert.Null(files.Variable("HOME"));
    }

    private string Write(string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
