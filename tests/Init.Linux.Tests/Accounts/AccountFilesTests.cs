using Init.Linux.Accounts;
using Xunit;

namespace Init.Linux.Tests.Accounts;

public sealed class AccountFilesTests : IDisposable
{
    private readonly FakeRoot _root = new();

    public AccountFilesTests()
    {
        _root.Write("/etc/passwd",
            "root:x:0:0:root:/root:/bin/bash",
            "",
            "malformed",
            "short:x:7",
            "noid:x:abc:1::/:/bin/sh",
            ":x:5:5::/:",
            "minusone:x:4294967295:5::/:",
            "node:x:1000:1001:Node, with commas:/home/node:/bin/sh",
            "node:x:2000:2000:second of its name:/:/bin/sh",
            "minimal:x:1500:1500");
        _root.Write("/etc/group",
            "root:x:0:",
            "malformed",
            "broken:x:-3:node",
            "node:x:1001:",
            "video:x:44:root,node",
            "again:x:44:node",
            "nomembers:x:45",
            "audio:x:29:node");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("node", 1000, 1001, "44 29")]
    [InlineData("root", 0, 0, "44")]
    [InlineData("minimal", 1500, 1500, "")]
    [InlineData("1000", 1000, 1001, "44 29")]
    [InlineData("12345", 12345, 0, "")]
    [InlineData("node:video", 1000, 44, "")]
    [InlineData("node:0", 1000, 0, "")]
    [InlineData("12345:nomembers", 12345, 45, "")]
    [InlineData("12345:67890", 12345, 67890, "")]
    [InlineData("4294967294", 4294967294, 0, "")]
    public void User_is_resolved(string user, uint uid, uint gid, string groups)
    {
        var found = new AccountFiles(_root.Path).Find(user);
        Assert.NotNull(found);
        Assert.Equal((uid, gid, groups), (found.Value.Uid, found.Value.Gid, string.Join(' ', found.Value.Groups)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":0")]
    [InlineData("node:")]
    [InlineData("nobody")]
    [InlineData("node:nogroup")]
    [InlineData("node:broken")]
    [InlineData("node:0:0")]
    [InlineData("noid")]
    [InlineData("minusone")]
    [InlineData("short")]
    [InlineData("-1")]
    [InlineData("4294967295")]
    [InlineData("99999999999")]
    [InlineData("0:4294967295")]
    public void Unknown_or_malformed_user_is_not_guessed(string user) =>
        Assert.Null(new AccountFiles(_root.Path).Find(user));

    [Fact]
    public void Number_needs_no_files_and_a_name_does()
    {
        using var empty = new FakeRoot();
        var accounts = new AccountFiles(empty.Path);
        var found = accounts.Find("12345:0");
        Assert.NotNull(found);
        Assert.Equal((12345u, 0u), (found.Value.Uid, found.Value.Gid));
        Assert.Null(accounts.Find("root"));
    }

    [Fact]
    public void This_machine_has_a_root() => Assert.Equal(0u, new AccountFiles("/").Find("root")?.Uid);
}
