using System.Diagnostics;
using Init.Linux.Proc;
using Xunit;

namespace Init.Linux.Tests.Proc;

public sealed class CpuAffinityTests : IDisposable
{
    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0-3,8", 5)]
    [InlineData("0-1,4-5,7", 5)]
    [InlineData("", null)]
    [InlineData("3-1", null)]
    [InlineData("1-2-3", null)]
    [InlineData("a", null)]
    [InlineData("-1", null)]
    [InlineData("0-999999999", null)]
    public void List_of_cpus_is_counted(string text, int? expected) => Assert.Equal(expected, CpuAffinity.CountList(text));

    [Theory]
    [InlineData("3", 2)]
    [InlineData("ff", 8)]
    [InlineData("00000001,ffffffff", 33)]
    [InlineData("", null)]
    [InlineData("xyz", null)]
    public void Mask_of_cpus_is_counted(string text, int? expected) => Assert.Equal(expected, CpuAffinity.CountMask(text));

    [Fact]
    public void List_is_believed_before_the_mask()
    {
        _root.Write("/proc/self/status", "Name:\tpm1", "Cpus_allowed:\tff", "Cpus_allowed_list:\t0-2");
        Assert.Equal(3, CpuAffinity.Count(_root.Path));
    }

    [Fact]
    public void Mask_is_used_where_the_list_is_garbage()
    {
        _root.Write("/proc/self/status", "Cpus_allowed:\tff", "Cpus_allowed_list:\t?");
        Assert.Equal(8, CpuAffinity.Count(_root.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Cpus_allowed:\t0")]
    [InlineData("Cpus_allowed_list:")]
    public void Count_is_at_least_one(string status)
    {
        _root.Write("/proc/self/status", status);
        Assert.Equal(1, CpuAffinity.Count(_root.Path));
    }

    [Fact]
    public void Count_without_proc_is_one() => Assert.Equal(1, CpuAffinity.Count(_root.Path));

    [Fact]
    public void This_machine_agrees_with_nproc()
    {
        var start = new ProcessStartInfo("nproc") { RedirectStandardOutput = true };
        start.Environment.Remove("OMP_NUM_THREADS");
        start.Environment.Remove("OMP_THREAD_LIMIT");
        using var nproc = Process.Start(start)!;
        Assert.Equal(nproc.StandardOutput.ReadToEnd().Trim(), $"{CpuAffinity.Count("/")}");
    }
}
