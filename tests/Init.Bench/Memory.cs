namespace Init.Bench;

/// <summary>In KiB, from smaps_rollup.</summary>
/// <param name="Private">Anonymous: what exists once more for every such process and cannot be dropped. Pages of the
/// program's file are private only for as long as no second process runs it; and right after a build they are not
/// written back yet, so that Private_Dirty would count them.</param>
/// <param name="Resident">Rss.</param>
/// <param name="Proportional">Pss.</param>
internal sealed record Memory(long Private, long Resident, long Proportional)
{
    public static Memory operator +(Memory a, Memory b) =>
        new(a.Private + b.Private, a.Resident + b.Resident, a.Proportional + b.Proportional);
}
