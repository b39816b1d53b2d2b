using Init.Linux.Descriptors;

namespace Init.Runtime.Cluster;

/// <summary>A connection that was sent to a worker and not yet accepted by it.</summary>
/// <param name="Inode">Of its socket; 0: not known.</param>
/// <param name="Connection">Kept until then: if the worker dies, another one gets it.</param>
internal readonly record struct HandOver(NodeListener Listener, OwnedFd Connection, uint Inode);
