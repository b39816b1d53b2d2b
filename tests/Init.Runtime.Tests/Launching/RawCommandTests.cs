using Init.Runtime.Launching;
using Xunit;

namespace Init.Runtime.Tests.Launching;

public sealed class RawCommandTests
{
    private static readonly byte[] NoUtf8 = [0x61, 0xff];

    [Fact]
    public void Command_of_the_command_line_keeps_its_bytes() => Assert.Equal(
        ["prog"u8.ToArray(), NoUtf8],
        RawCommand.Of(["prog", "a\uFFFD"], ["pm1"u8.ToArray(), "run"u8.ToArray(), "prog"u8.ToArray(), NoUtf8]));

    [Fact]
    public void Command_of_a_file_is_utf8() => Assert.Equal(
        ["node"u8.ToArray(), "ä"u8.ToArray()],
        RawCommand.Of(["node", "ä"], ["pm1"u8.ToArray(), "start"u8.ToArray(), NoUtf8]));

    [Fact]
    public void Command_is_utf8_where_the_command_line_cannot_be_read() =>
        Assert.Equal(["prog"u8.ToArray()], RawCommand.Of(["prog"], []));
}
