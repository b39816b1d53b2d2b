using Init.Linux.Cgroups;
using Init.Runtime.Guards;

namespace Init.Runtime.Tests.Guards;

internal sealed class FakeMemory : IMemoryReader
{
    internal long CgroupLimit { get; set; }

    internal long Used { get; set; }

    internal Dictionary<int, long> Rss { get; } = [];

    internal Dictionary<int, long> Pss { get; } = [];

    internal int ProportionalReads { get; private set; }

    public long Limit() => CgroupLimit;

    public CgroupMemory? Cgroup() => CgroupLimit == 0 ? null : new CgroupMemory(CgroupLimit, Used);

    public void Look()
    {
    }

    public long Resident(int pid) => Rss.GetValueOrDefault(pid);

    public long Proportional(int pid)
    {
        ProportionalReads++;
        return Pss.GetValueOrDefault(pid);
    }
}
