namespace Init.Core.Doctor;

/// <summary>Where something can be written. pm1 itself needs no such place.</summary>
public static class FilesChecks
{
    private static readonly CheckGroup Group = CheckGroup.Files;

    public static IEnumerable<Check> Of(FilesSight sight)
    {
        var tried = sight.Tried.Count == 0 ? "" : $" (not {string.Join("; ", sight.Tried)})";
        yield return sight.SocketOff ? Group.Ok("control", "switched off")
            : sight.Socket is { } path ? Group.Ok("control", path + tried)
            : Group.Degraded(
                "control", $"no place for the control socket{tried}",
                "pm1 list, drain and probe cannot reach it: set PM1_RUNTIME_DIR to a writable folder");
        yield return Group.Ok("root", sight.Root.Works ? "writable" : sight.Root.Why);
        yield return Group.Ok("tmp", sight.Temporary.Works ? "writable" : sight.Temporary.Why);
    }
}
