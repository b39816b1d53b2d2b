namespace Init.Core.Read;

/// <summary>One thing that happened, as a value: what the event stream is made of.</summary>
/// <param name="Message">For people, one line.</param>
public sealed record News(NewsKind Kind, string Message)
{
    /// <summary>What to do about it; empty: nothing.</summary>
    public string Hint { get; init; } = "";

    /// <summary>JSON, of <see cref="NewsKind.Message"/>; null: none.</summary>
    public RawJson? Data { get; init; }

    /// <summary>null: it is about the whole app.</summary>
    public int? Slot { get; init; }

    /// <summary>null: no process is concerned.</summary>
    public int? Pid { get; init; }
    public int? Generation { get; init; }

    /// <summary>Why, of <see cref="NewsKind.WorkerExited"/> and <see cref="NewsKind.Replacing"/>.</summary>
    public RestartReason? Reason { get; init; }

    /// <summary>The shell's code, of <see cref="NewsKind.WorkerExited"/>.</summary>
    public int? Code { get; init; }
}
