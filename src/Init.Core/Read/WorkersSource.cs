namespace Init.Core.Read;

public enum WorkersSource
{
    Quota,
    Affinity,
    Explicit,
}
