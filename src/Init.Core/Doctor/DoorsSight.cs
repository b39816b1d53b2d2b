namespace Init.Core.Doctor;

/// <param name="Admin">Where probes and metrics are to be served; null: off.</param>
/// <param name="AdminTrial">Binding it.</param>
/// <param name="Listen">The addresses of --listen, and what came of binding each.</param>
/// <param name="Running">What a running pm1 said; null: none was reached.</param>
/// <param name="NotRunning">Where it was looked for.</param>
public sealed record DoorsSight(
    string? Admin, Trial AdminTrial, IReadOnlyList<(string Address, Trial Trial)> Listen, string? Running,
    string NotRunning);
