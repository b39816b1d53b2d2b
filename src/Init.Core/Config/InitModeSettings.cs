namespace Init.Core.Config;

/// <summary>The settings of `pm1 [OPTIONS] -- COMMAND`. They have no key in a file, because init mode reads none.
/// </summary>
public static class InitModeSettings
{
    public static readonly Setting Signal = new("", "--signal", "PM1_SIGNAL", Repeatable: true);
    public static readonly Setting ExitMap = new("", "--exit-map", "PM1_EXIT_MAP", Repeatable: true);
    public static readonly Setting Group = new("", "--group", "PM1_GROUP");
    public static readonly Setting DelayTerm = new("", "--delay-term", "PM1_DELAY_TERM");
    public static readonly Setting WaitAll = new("", "--wait-all", "PM1_WAIT_ALL");
    public static readonly Setting ParentDeathSignal = new("", "--pdeathsig", "PM1_PDEATHSIG");
    public static readonly Setting DropCaps = new("", "--drop-caps", "PM1_DROP_CAPS");
    public static readonly Setting NoNewPrivs = new("", "--no-new-privs", "PM1_NO_NEW_PRIVS");

    public static readonly IReadOnlyList<Setting> All =
    [
        Signal, ExitMap, Group, DelayTerm, WaitAll, ParentDeathSignal, Settings.User, DropCaps, NoNewPrivs,
    ];

    /// <summary>Those that need no value; <see cref="WaitAll"/> may have one, after `=`.</summary>
    public static bool IsSwitch(Setting setting) =>
        setting == Group || setting == WaitAll || setting == DropCaps || setting == NoNewPrivs;
}
