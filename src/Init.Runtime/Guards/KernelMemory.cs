using Init.Linux.Cgroups;
using Init.Linux.Proc;

namespace Init.Runtime.Guards;

/// <param name="root">`/`, or a folder that stands for it.</param>
internal sealed class KernelMemory(string root = "/") : IMemoryReader
{
    private ProcessTable? _table;

    public long Limit() => CgroupMemory.ReadLimit(root);

    public CgroupMemory? Cgroup() => CgroupMemory.Read(root);

    public void Look() => _table = ProcessTable.Read(root);

    public long Resident(int pid) => _table?.Resident(pid) ?? 0;

    public long Proportional(int pid) => _table?.Proportional(pid) ?? 0;
}
