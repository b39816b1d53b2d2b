using System.Runtime.InteropServices;
using Init.Linux.Accounts;
using Xunit;

namespace Init.Linux.Tests.Interop;

/// <summary>What C calls it is what C has: every constant and layout of Init.Linux.Interop, and Errno, against the
/// headers of this machine.</summary>
public sealed class HeaderTests
{
    private const string Namespace = "Init.Linux.Interop";

    private static IEnumerable<Type> Interop => typeof(AccountFiles).Assembly.GetTypes().Where(type =>
        type.Namespace == Namespace || (type.Namespace?.StartsWith($"{Namespace}.", StringComparison.Ordinal) ?? false)
        || type.FullName == "Init.Linux.Errno");

    [Fact]
    public void Constants_and_layouts_agree_with_the_headers()
    {
        Assert.SkipUnless(CCompiler.IsThere, "install: gcc");
        AssertNoErrors(CCompiler.Check(StaticAsserts.CFile(Interop)));
    }

    [Fact]
    public void Exceptions_name_what_exists()
    {
        var ours = Interop.SelectMany(type => type.GetFields(
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance
            | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Select(field => $"{type.Name}.{field.Name}").Append(type.Name)).ToHashSet();
        var listed = CNames.Structs.Keys.Concat(CNames.Fields.Keys).Concat(CNames.Constants.Keys);
        Assert.DoesNotContain(listed, name => !ours.Contains(name));
    }

    [Theory]
    [InlineData(typeof(GoodConstants), new string[0])]
    [InlineData(typeof(iovec), new string[0])]
    [InlineData(typeof(BadConstants), new[] { "BadConstants.EPOLLIN is 2 here", "EPOLL_NO_SUCH", "BadConstants.SYS_bind is 0 here" })]
    [InlineData(typeof(timespec), new[] { "timespec has 12 bytes here", "timespec.tv_nsec is at 4 here" })]
    [InlineData(typeof(no_such_struct), new[] { "no_such_struct" })]
    public void Wrong_constants_and_layouts_are_found(Type sample, string[] expected)
    {
        Assert.SkipUnless(CCompiler.IsThere, "install: gcc");
        var errors = CCompiler.Check(StaticAsserts.CFile([sample]));
        if (expected.Length == 0)
        {
            AssertNoErrors(errors);
        }

        Assert.All(expected, text => Assert.Contains(errors, error => error.Contains(text)));
    }

    private static void AssertNoErrors(IReadOnlyList<string> errors) =>
        Assert.True(errors.Count == 0, string.Join('\n', errors.Prepend(
            "correct the constant or the layout, or name C's word for it in tests/Init.Linux.Tests/Interop/CNames.cs:")));

#pragma warning disable CS0649 // Never written: only their layout counts.
#pragma warning disable CS8981 // C keeps its C name.
    private static class GoodConstants
    {
        public const int EPOLLIN = 1;
        public const uint EPOLLET = 0x80000000;
        public const int SYS_bind = 49;
        public const int NamesOfOursAreNotLookedUp = 5;
        public const string EPOLL_TEXT = "not a number";
    }

    private static class BadConstants
    {
        public const int EPOLLIN = 2;
        public const int SYS_bind = 0;
        public const long EPOLL_NO_SUCH = 1;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct iovec
    {
        public nint iov_base;
        public nuint iov_len;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct timespec
    {
        public int tv_sec;
        public long tv_nsec;
    }

    private struct no_such_struct
    {
        public int field;
    }
#pragma warning restore CS8981
#pragma warning restore CS0649
}
