namespace Init.Bench;

/// <param name="Pid">0: it has no process yet.</param>
/// <param name="StartupSeconds">From its start until it was ready.</param>
internal sealed record WorkerView(int Pid, int Generation, double StartupSeconds);
