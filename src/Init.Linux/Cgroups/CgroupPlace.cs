namespace Init.Linux.Cgroups;

/// <summary>Which folder is nearest to this process's cgroup of all that can be seen.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Version">1 or 2.</param>
public sealed record CgroupPlace(string Path, int Version)
{
    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <param name="controller">`cpu`, `memory`, `pids`.</param>
    /// <returns>null: no cgroup can be seen.</returns>
    public static CgroupPlace? Find(string root, string controller)
    {
        CgroupPlace? nearest = null;
        foreach (var folder in CgroupTree.Visible(root, controller).Where(folder => Directory.Exists(folder.Path)))
        {
            nearest = new CgroupPlace(folder.Path, folder.Version == CgroupVersion.V2 ? 2 : 1);
        }

        return nearest;
    }
}
