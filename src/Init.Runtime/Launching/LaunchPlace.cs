using Init.Linux.Descriptors;

namespace Init.Runtime.Launching;

/// <summary>Where a child stands among processes from the first moment on.</summary>
/// <param name="NewGroup">It leads a process group.</param>
/// <param name="NewSession">It leads a session, and so a group.</param>
/// <param name="Terminal">Whose foreground group the child's group becomes, or −1.</param>
/// <param name="StandardError">Becomes its standard error; null: pm1's own.</param>
internal readonly record struct LaunchPlace(
    bool NewGroup = false, bool NewSession = false, int Terminal = -1, OwnedFd? StandardError = null);
