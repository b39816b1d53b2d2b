using Init.Linux.Descriptors;

namespace Init.Runtime.Cluster;

/// <summary>A line on its way to a worker.</summary>
/// <param name="Passed">Goes with its first byte; stays its owner's; null: none.</param>
internal readonly record struct Outgoing(byte[] Line, OwnedFd? Passed);
