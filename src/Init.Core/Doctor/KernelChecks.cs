namespace Init.Core.Doctor;

public static class KernelChecks
{
    private static readonly CheckGroup Group = CheckGroup.Kernel;

    public static IEnumerable<Check> Of(KernelSight sight)
    {
        yield return Group.Ok("release", sight.Release);
        yield return Group.Of(
            "pidfd", sight.Pidfd, "a process can be held by a descriptor",
            "processes that are not pm1's children cannot be told from later ones with their number");
        var limits = sight.Watches == "" ? "limits unknown" : $"{sight.Watches} watches, {sight.Instances} instances";
        yield return Group.Of(
            "inotify", sight.Inotify, $"files can be watched ({limits})",
            "changes of files are not noticed: raise fs.inotify.max_user_instances, or reload by hand");
    }
}
