namespace Init.Core.Spec;

/// <summary>All that a supervisor needs to know, validated and total.</summary>
public sealed record InitSpec
{
    /// <summary>One app for now.</summary>
    public required AppSpec App { get; init; }

    /// <summary>Where probes and metrics are served; null: off.</summary>
    public required ListenAddress? Admin { get; init; }

    /// <summary>The control socket's path; null: the first writable place; see <see cref="SocketOff"/>.</summary>
    public string? SocketPath { get; init; }
    public bool SocketOff { get; init; }

    /// <summary>From the stop signal until whoever sent it sends SIGKILL (PM1_TERMINATION_GRACE, 30 s when unknown).
    /// </summary>
    public required TimeSpan TerminationGrace { get; init; }

    /// <summary>An OTEL_EXPORTER_OTLP_* endpoint is configured, so an agent is needed even with no door open.</summary>
    public bool Telemetry { get; init; }
}
