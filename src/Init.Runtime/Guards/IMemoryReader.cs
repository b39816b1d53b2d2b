using Init.Linux.Cgroups;

namespace Init.Runtime.Guards;

/// <summary>What guards ask the kernel about memory.</summary>
internal interface IMemoryReader
{
    /// <summary>The tightest limit of the cgroup; 0: none.</summary>
    long Limit();

    /// <summary>null: no limit.</summary>
    CgroupMemory? Cgroup();

    /// <summary>Looks at all processes; the next two answer from that.</summary>
    void Look();

    /// <summary>Bytes of a process and all that came of it (RSS).</summary>
    long Resident(int pid);

    /// <summary>The same with what is shared counted in parts (PSS); slower.</summary>
    long Proportional(int pid);
}
