namespace Init.Core.Doctor;

/// <summary>The groups of checks, and how the checks of one are made.</summary>
public sealed class CheckGroup
{
    public static readonly CheckGroup Pm1 = new("pm1");
    public static readonly CheckGroup Kernel = new("kernel");
    public static readonly CheckGroup Cpu = new("cpu");
    public static readonly CheckGroup Memory = new("memory");
    public static readonly CheckGroup Sharing = new("sharing");
    public static readonly CheckGroup Files = new("files");
    public static readonly CheckGroup Identity = new("identity");
    public static readonly CheckGroup Limits = new("limits");
    public static readonly CheckGroup Clock = new("clock");
    public static readonly CheckGroup Doors = new("doors");
    public static readonly CheckGroup Environment = new("environment");
    public static readonly CheckGroup Command = new("command");

    /// <summary>In the order in which they are shown. Each has at least one check, whatever happens.</summary>
    public static readonly IReadOnlyList<CheckGroup> All =
    [
        Pm1, Kernel, Cpu, Memory, Sharing, Files, Identity, Limits, Clock, Doors, Environment, Command,
    ];

    private CheckGroup(string name) => Name = name;

    public string Name { get; }

    public Check Ok(string name, string fact) => new(Name, name, Verdict.Ok, fact, "");

    public Check Degraded(string name, string fact, string hint) => new(Name, name, Verdict.Degraded, fact, hint);

    /// <summary>`run` fails without it.</summary>
    public Check Missing(string name, string fact, string hint) =>
        new(Name, name, Verdict.Missing, fact, hint, IsEssential: true);

    /// <summary>Missing where `run` needs it, and else only a loss.</summary>
    public Check Lacking(string name, string fact, string hint, bool isEssential) =>
        isEssential ? Missing(name, fact, hint) : Degraded(name, fact, hint);

    /// <summary>What works as it should is told by <paramref name="fact"/>, and what does not by its own reason.
    /// </summary>
    public Check Of(string name, Trial trial, string fact, string hint, bool isEssential = false) =>
        trial.Works ? Ok(name, fact) : Lacking(name, trial.Why, hint, isEssential);
}
