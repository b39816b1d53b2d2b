namespace Init.Bench;

/// <summary>In KiB, from smaps_rollup.</summary>
/// <param name="Private">Private_Dirty: what exists once more for every such process and cannot be dropped. Clean pages
/// of the program's file are private only for as long as no second process runs it.</param>
/// <param name="Resident">Rss.</param>
/// <param name="Proportional">Pss.</param>
internal sealed record Memory(long Private, long Resident, long Proportional)
{
    public static Memory operator +(Memory a, Memory b) =>
        new(a.Private + b.Private, a.Resident + b.Resident, a.Proportional + b.Proportional);
}
