namespace Init.Linux.Cgroups;

internal enum CgroupVersion
{
    V1,
    V2,
}
