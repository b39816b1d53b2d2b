using System.Diagnostics;
using System.Text;
using Init.Linux.Proc;
using Xunit;

namespace Init.Linux.Tests.Proc;

public sealed class ProcessTableTests : IDisposable
{
    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Family_is_what_descends_and_what_is_left_in_the_group()
    {
        Stat(10, "node", 1, 10, 5);
        Stat(11, "sh (x) y", 10, 10, 7);
        Stat(12, "a", 11, 12, 11);
        Stat(13, "orphan", 1, 10, 13);
        Stat(20, "other", 1, 20, 17);
        Stat(1, "pm1", 0, 1, 19);
        var table = ProcessTable.Read(_root.Path);
        Assert.Equal([10, 11, 12, 13], table.Family(10).Order());
        Assert.Equal(36 * Environment.SystemPageSize, table.Resident(10));
        Assert.Empty(table.Family(99));
        Assert.Equal(0, table.Resident(99));
    }

    [Fact]
    public void Shared_memory_counts_in_parts_where_it_can_be_read()
    {
        Stat(10, "node", 1, 10, 5);
        Stat(11, "secret", 10, 10, 7);
        _root.Write("/proc/10/smaps_rollup", "00400000-7ffc [rollup]", "Rss:     900 kB", "Pss:                 512 kB", "Pss_Anon: 1 kB");
        var table = ProcessTable.Read(_root.Path);
        Assert.Equal((512 * 1024) + (7 * Environment.SystemPageSize), table.Proportional(10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10 (x")]
    [InlineData("10 (x) S 1")]
    [InlineData("10 (x) S one 10 1 0 0 0 0 0 0 0 0 0 0 0 20 0 1 0 5 100 5")]
    public void Line_that_is_cut_or_garbled_is_no_process(string line) =>
        Assert.Null(ProcessTable.Parse(10, Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Without_proc_there_is_nobody() => Assert.Empty(ProcessTable.Read("/nowhere").Family(1));

    [Fact]
    public void Parent_that_is_its_own_descendant_ends_the_walk()
    {
        Stat(10, "a", 11, 10, 1);
        Stat(11, "b", 10, 10, 1);
        Assert.Equal(2, ProcessTable.Read(_root.Path).Family(10).Count);
    }

    [Fact]
    public void This_process_and_its_child_are_measured()
    {
        using var child = Process.Start("sleep", "30");
        try
        {
            var table = ProcessTable.Read("/");
            Assert.Contains(child.Id, table.Family(Environment.ProcessId));
            Assert.InRange(table.Resident(Environment.ProcessId), 1 << 20, 1L << 40);
            Assert.InRange(table.Proportional(child.Id), 1, table.Resident(child.Id) + (1 << 20));
        }
        finally
        {
            child.Kill();
        }
    }

    private void Stat(int pid, string name, int parent, int group, int pages) => _root.Write(
        $"/proc/{pid}/stat", $"{pid} ({name}) S {parent} {group} 1 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 5 100000 {pages} 18446744073709551615 1");
}
