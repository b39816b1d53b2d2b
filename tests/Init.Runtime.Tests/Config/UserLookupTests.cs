using Init.Config;
using Xunit;

namespace Init.Runtime.Tests.Config;

public sealed class UserLookupTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("pm1-users").FullName;

    public UserLookupTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        File.WriteAllText(
            Path.Combine(root, "etc/passwd"),
            "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\nbroken\n");
        File.WriteAllText(Path.Combine(root, "etc/group"), "root:x:0:\nnode:x:1001:\nadm:x:4:syslog,node\nwww:x:33:\n");
    }

    [Theory]
    [InlineData("node", 1000, 1001, "4")]
    [InlineData("1000", 1000, 1001, "4")]
    [InlineData("node:www", 1000, 33, "")]
    [InlineData("node:7", 1000, 7, "")]
    [InlineData("12345", 12345, 0, "")]
    [InlineData("12345:0", 12345, 0, "")]
    public void User_is_found(string text, uint uid, uint gid, string groups)
    {
        var user = UserLookup.Find(root, text);
        Assert.Equal((uid, gid, groups), (user!.Uid, user.Gid, string.Join(',', user.Groups)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("nobody")]
    [InlineData("node:nogroup")]
    [InlineData("node:")]
    [InlineData("4294967295")]
    [InlineData("-1")]
    public void Who_is_not_there_is_not_found(string text) => Assert.Null(UserLookup.Find(root, text));

    [Fact]
    public void Numbers_need_no_files() => Assert.Equal(7u, UserLookup.Find("/nonexistent", "7:8")?.Uid);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
