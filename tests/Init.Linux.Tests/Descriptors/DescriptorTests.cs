using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Xunit;

namespace Init.Linux.Tests.Descriptors;

public sealed class DescriptorTests
{
    private const int FDupfd = 0;

    /// <summary>Far above what any other test opens: CloseInherited closes everything from there on.</summary>
    private const int First = 700;

    [Fact]
    public void What_was_inherited_is_closed_and_what_is_our_own_stays()
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("inherited", out var file));
        using (file)
        {
            Assert.Equal(0, Descriptor.Duplicate(file, First + 5, out var ours));
            Assert.Equal(0, Descriptor.Duplicate(file, First, out var below));
            Assert.Equal(0, Descriptor.Duplicate(file, First + 8, out var above));
            int[] inherited = [First + 1, First + 6, First + 9, First + 100, First + 200];
            Assert.All(inherited, number => Assert.Equal(number, Libc.fcntl(file.Number, FDupfd, number)));
            using (ours)
            using (below)
            using (above)
            {
                Descriptor.CloseInherited(First, own: ours);
                Assert.All(inherited, number => Assert.False(OpenDescriptors.IsOpen(number), $"{number} is open"));
                Assert.All(new[] { ours, below, above }, fd => Assert.True(OpenDescriptors.IsOpen(fd.Number), $"{fd.Number} is closed"));
            }
        }
    }

    [Fact]
    public void Own_descriptor_below_the_first_closes_nothing_below_the_first()
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("below", out var file));
        Assert.Equal(0, Descriptor.Duplicate(file, First - 50, out var own));
        using (file)
        using (own)
        {
            Assert.Equal(First - 49, Libc.fcntl(file.Number, FDupfd, First - 49));
            Descriptor.CloseInherited(First, own);
            Assert.True(OpenDescriptors.IsOpen(First - 49));
            Assert.Equal(0, Libc.close(First - 49));
        }
    }

    [Fact]
    public void Closed_owner_names_no_descriptor()
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("closed", out var file));
        file.Dispose();
        Assert.Equal(-1, file.Number);
        Assert.Equal(-Errno.EBADF, Descriptor.Write(file, "x"u8));
    }

    [Fact]
    public void Number_beyond_the_limit_is_a_lack_of_descriptors()
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("far", out var file));
        using (file)
        {
            Assert.Equal(Errno.EMFILE, Descriptor.Duplicate(file, int.MaxValue, out var copy));
            Assert.True(copy.IsInvalid);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1 << 16, true)]
    [InlineData((1 << 16) + 1, false)]
    [InlineData(3 << 16, false)]
    public void File_is_read_from_its_start_up_to_the_bound(int bytes, bool isRead)
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("bound", out var file));
        using (file)
        {
            var content = new byte[bytes];
            Random.Shared.NextBytes(content);
            Assert.Equal(0, Descriptor.WriteAll(file, content));
            Assert.Equal(isRead ? content : null, Descriptor.ReadFromStart(file, 1 << 16));
        }
    }
}
