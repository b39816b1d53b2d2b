namespace Init.Core.Read;

/// <param name="Name">As the snapshot has it, and so are the others.</param>
/// <param name="Wanted">Workers.</param>
/// <param name="Ready">Slots with a worker that is ready.</param>
/// <param name="Started">At one moment every wanted worker was ready, or had finished with code 0 for good.</param>
public sealed record AppVitals(string Name, int Wanted, int Ready, bool Started);
