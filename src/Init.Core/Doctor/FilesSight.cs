namespace Init.Core.Doctor;

/// <param name="Socket">The control socket would be here; null: nowhere.</param>
/// <param name="SocketOff">It is not wanted.</param>
/// <param name="Tried">Better places, and why they are none: `PATH: permission denied`.</param>
/// <param name="Root">Whether files can be made in the root folder: read-only, or why not.</param>
/// <param name="Temporary">The same of /tmp.</param>
public sealed record FilesSight(
    string? Socket, bool SocketOff, IReadOnlyList<string> Tried, Trial Root, Trial Temporary);
