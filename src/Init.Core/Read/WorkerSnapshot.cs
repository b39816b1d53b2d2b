using System.Text.Json.Serialization;

namespace Init.Core.Read;

public sealed record WorkerSnapshot
{
    public required int Slot { get; init; }

    /// <summary>0 while no process runs in this slot.</summary>
    public required int Pid { get; init; }
    public required WorkerState State { get; init; }
    public required int Generation { get; init; }
    public required long Restarts { get; init; }

    /// <summary>Since its program was executed; 0 while no process runs.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>From spawn to ready; 0 until it is known.</summary>
    public required double StartupSeconds { get; init; }

    /// <summary>What it last said of itself (STATUS= of sd_notify); empty: nothing.</summary>
    public string Status { get; init; } = "";

    /// <summary>How the process before it in this slot ended; empty: there was none.</summary>
    public string LastExit { get; init; } = "";

    /// <summary>How late its event loop runs what is due; null, and then not written: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LagMilliseconds { get; init; }
}
