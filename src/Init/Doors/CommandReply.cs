using Init.Core.Link;
using Init.Core.Read;

namespace Init.Doors;

/// <summary>What came of a command.</summary>
/// <param name="Snapshot">Made after it.</param>
/// <param name="Refusal">null: it is being carried out.</param>
internal sealed record CommandReply(Snapshot Snapshot, Refusal? Refusal);
