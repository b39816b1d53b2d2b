using Init.E2E.Testbed;

namespace Init.E2E.Containers;

/// <param name="Load">While it ran.</param>
/// <param name="ProcessOne">The fields of PID 1's /proc status.</param>
/// <param name="ExitCode">After it was asked to stop.</param>
internal sealed record ContainerRun(LoadReport Load, IReadOnlyDictionary<string, string> ProcessOne, int ExitCode);
