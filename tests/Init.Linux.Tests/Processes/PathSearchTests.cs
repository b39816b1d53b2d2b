using System.Text;
using Init.Linux.Processes;
using Xunit;

namespace Init.Linux.Tests.Processes;

public sealed class PathSearchTests
{
    [Theory]
    [InlineData("sh", "/a:/b", "/a/sh /b/sh")]
    [InlineData("sh", null, "/bin/sh /usr/bin/sh")]
    [InlineData("sh", "", "./sh")]
    [InlineData("sh", "/a/::/b", "/a/sh ./sh /b/sh")]
    [InlineData("sh", "/", "/sh")]
    [InlineData("./sh", "/a", "./sh")]
    [InlineData("/x/sh", "/a", "/x/sh")]
    [InlineData("", "/a", "")]
    public void Candidates_are_those_of_execvp(string command, string? path, string expected) =>
        Assert.Equal(expected, string.Join(' ', PathSearch.Candidates(Bytes(command), path is null ? null : Bytes(path))
            .Select(Encoding.UTF8.GetString)));

    [Fact]
    public void Neither_command_nor_folder_need_be_text() =>
        Assert.Equal([0x2f, 0xff, 0x2f, 0xfe], Assert.Single(PathSearch.Candidates([0xfe], [0x2f, 0xff])));

    [Theory]
    [InlineData(Errno.ENOENT, 127, true)]
    [InlineData(Errno.ENOTDIR, 127, true)]
    [InlineData(Errno.EACCES, 126, true)]
    [InlineData(Errno.ENOEXEC, 126, false)]
    [InlineData(Errno.ENOMEM, 126, false)]
    [InlineData(Errno.ESTALE, 126, true)]
    [InlineData(Errno.ELOOP, 126, false)]
    public void Codes_are_the_shells(int errno, int code, bool isMiss) =>
        Assert.Equal((code, isMiss), (PathSearch.ExitCode(errno), PathSearch.IsMiss(errno)));

    [Theory]
    [InlineData(new int[0], Errno.ENOENT)]
    [InlineData(new[] { Errno.ENOENT, 0, Errno.EIO }, 0)]
    [InlineData(new[] { Errno.EACCES, Errno.ENOENT }, Errno.EACCES)]
    [InlineData(new[] { Errno.ENOENT, Errno.ENOTDIR }, Errno.ENOTDIR)]
    [InlineData(new[] { Errno.EACCES, Errno.ENOMEM, 0 }, Errno.ENOMEM)]
    public void Search_ends_with_the_best_answer(int[] answers, int end)
    {
        byte[][] places = [.. answers.Select((_, index) => new[] { (byte)index })];
        Assert.Equal(end, PathSearch.TryEach(places, place => answers[place[0]]));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
