using Init.Linux.Descriptors;

namespace Init.Linux.Polling;

/// <summary>A descriptor that a poller knows.</summary>
/// <param name="Epoll">The one that it is in.</param>
internal readonly record struct Watched(ulong Token, Interest Interest, OwnedFd Epoll);
