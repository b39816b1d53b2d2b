using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Xunit;

namespace Init.Linux.Tests.Descriptors;

public sealed unsafe class StandardErrorTests
{
    private const int PipeBuf = 4096;

    [Fact]
    public void Pipe_that_nobody_reads_has_room_until_it_is_full()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Libc.pipe2(ends, C.O_CLOEXEC));
        using var reader = OwnedFd.Inherited(ends[0]);
        using var writer = OwnedFd.Inherited(ends[1]);
        var page = new byte[PipeBuf];
        var pages = 0;
        while (Descriptor.HasRoom(writer.Number))
        {
            Assert.Equal(PipeBuf, Descriptor.Write(writer, page));
            Assert.InRange(++pages, 1, 1 << 12);
        }

        Assert.Equal(PipeBuf, Descriptor.Read(reader, page));
        Assert.True(Descriptor.HasRoom(writer.Number));
    }

    [Fact]
    public void What_fails_at_once_is_not_waited_for()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Libc.pipe2(ends, C.O_CLOEXEC));
        using var writer = OwnedFd.Inherited(ends[1]);
        Assert.Equal(0, Libc.close(ends[0]));
        Assert.True(Descriptor.HasRoom(writer.Number));
        Assert.Equal(-Errno.EPIPE, Descriptor.Write(writer, "x"u8));
    }
}
