namespace Init.Bench;

/// <summary>In KiB, from smaps_rollup.</summary>
internal sealed record Memory(long Private, long Resident, long Proportional)
{
    public static Memory operator +(Memory a, Memory b) =>
        new(a.Private + b.Private, a.Resident + b.Resident, a.Proportional + b.Proportional);
}
