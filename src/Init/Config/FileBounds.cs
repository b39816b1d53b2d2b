namespace Init.Config;

/// <summary>How much of a configuration file is read before it is called wrong.</summary>
internal static class FileBounds
{
    public const int BytesMax = 1 << 20;
    public const int DepthMax = 16;
    public const int NodesMax = 10_000;
}
