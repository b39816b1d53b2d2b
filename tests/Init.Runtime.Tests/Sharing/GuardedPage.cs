using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Xunit;

namespace Init.Runtime.Tests.Sharing;

/// <summary>Bytes whose end is the end of what can be read: behind it stands the end of a file. (Protection would not do:
/// /proc/PID/mem reads what is protected.)</summary>
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int PageBytes = 4096;
    private const int ReadWrite = 3;
    private const int Shared = 1;

    private readonly byte* _pages;
    private readonly int _length;

    public GuardedPage(ReadOnlySpan<byte> bytes)
    {
        _length = bytes.Length;
        Assert.Equal(0, Descriptor.CreateMemoryFile("page", out var file));
        using (file)
        {
            Assert.Equal(0, Descriptor.WriteAll(file, new byte[PageBytes]));
            _pages = mmap(null, 2 * PageBytes, ReadWrite, Shared, file.Number, 0);
        }

        bytes.CopyTo(Span);
    }

    public nint Address => (nint)(_pages + PageBytes - _length);

    public Span<byte> Span => new((void*)Address, _length);

    public void Dispose() => _ = munmap(_pages, 2 * PageBytes);

    [LibraryImport("libc")]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);
}
