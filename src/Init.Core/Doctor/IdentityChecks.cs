namespace Init.Core.Doctor;

/// <summary>Who pm1 is and what it may. It needs neither an entry nor a capability.</summary>
public static class IdentityChecks
{
    private static readonly CheckGroup Group = CheckGroup.Identity;

    public static IEnumerable<Check> Of(IdentitySight sight)
    {
        var name = sight.Name is { } known ? $"uid {sight.Uid} ({known})" : $"uid {sight.Uid} (no entry in /etc/passwd)";
        yield return Group.Ok("user", $"{name}, gid {sight.Gid}{(sight.Groups == "" ? "" : $", groups {sight.Groups}")}");
        yield return sight.Home is not { Length: > 0 } home
            ? Group.Degraded("home", "HOME is not set", "programs may look for it: --env HOME=/tmp")
            : sight.IsHomeThere ? Group.Ok("home", home)
            : Group.Degraded("home", $"{home} does not exist", "programs may write there: --env HOME=/tmp");
        yield return Group.Ok(
            "capabilities",
            $"effective {CapabilityNames.Of(sight.Effective)}, permitted {CapabilityNames.Of(sight.Permitted)}, "
            + $"bounding {CapabilityNames.Of(sight.Bounding)}");
        yield return Group.Ok("no-new-privs", sight.NoNewPrivileges switch
        {
            "1" => "set: programs gain no privilege by exec",
            "0" => "not set",
            _ => "unknown",
        });
        yield return Group.Ok("seccomp", sight.Seccomp switch
        {
            "0" => "no filter on pm1",
            "1" => "strict",
            "2" => sight.Filters == "" ? "filtered" : $"filtered ({sight.Filters} filters)",
            _ => "unknown",
        });
    }
}
