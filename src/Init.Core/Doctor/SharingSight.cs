using Init.Core.Spec;

namespace Init.Core.Doctor;

/// <param name="Share">How `run` would share a port.</param>
/// <param name="Workers">How many would share it.</param>
/// <param name="Notification">A child was stopped at bind(2) by its seccomp filter, and we heard of it.</param>
/// <param name="Memory">The child's memory and descriptors were read while it was stopped.</param>
/// <param name="Replacement">A socket of ours took the place of the child's, and the child found it there.</param>
/// <param name="Steering">SO_REUSEPORT with a program of classic BPF.</param>
/// <param name="Hold">A socket filter on a listening socket.</param>
/// <param name="Requests">sock_diag(7).</param>
/// <param name="Backlog">TCP_INFO of a listening socket.</param>
public sealed record SharingSight(
    ShareMode Share, int Workers, Trial Notification, Trial Memory, Trial Replacement, Trial Steering, Trial Hold,
    Trial Requests, Trial Backlog);
