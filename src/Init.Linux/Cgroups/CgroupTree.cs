using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>Where this process's cgroups can be read. The hierarchies are looked up one by one and never guessed from
/// what is mounted first: a hybrid machine has a v2 tree without controllers beside its v1 trees.</summary>
internal static class CgroupTree
{
    /// <returns>From each mount's top to the leaf, for v1's <paramref name="controller"/> and for v2; a folder may be
    /// listed that does not exist.</returns>
    public static IEnumerable<CgroupFolder> Visible(string root, string controller)
    {
        var lines = BoundedFile.Lines(Path.Combine(root, "proc/self/cgroup"));
        var v1 = Own(lines, controllers => controllers.Split(',').Contains(controller));
        var v2 = Own(lines, controllers => controllers.Length == 0);
        foreach (var mount in MountTable.Read(root))
        {
            var folders = mount.Type switch
            {
                "cgroup" when mount.Options.Contains(controller) => Folders(root, mount, v1, CgroupVersion.V1),
                "cgroup2" => Folders(root, mount, v2, CgroupVersion.V2),
                _ => [],
            };
            foreach (var folder in folders)
            {
                yield return folder;
            }
        }
    }

    /// <summary>A line is `ID:CONTROLLERS:PATH`, and the path may have colons of its own.</summary>
    private static CgroupPath? Own(string[] lines, Func<string, bool> isHierarchy)
    {
        foreach (var line in lines)
        {
            if (line.Split(':', 3) is [_, var controllers, var path] && isHierarchy(controllers))
            {
                return CgroupPath.Parse(path);
            }
        }

        return null;
    }

    private static IEnumerable<CgroupFolder> Folders(string root, Mount mount, CgroupPath? own, CgroupVersion version)
    {
        if (CgroupPath.Parse(mount.Root) is not { } mounted || own?.Below(mounted) is not { } names)
        {
            yield break;
        }

        var path = Path.Combine(root, mount.Point.TrimStart('/'));
        yield return new CgroupFolder(path, version);
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            yield return new CgroupFolder(path, version);
        }
    }
}
