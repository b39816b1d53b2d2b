using Init.Core.Doctor;
using Init.Runtime.Launching;

namespace Init.Runtime.Doctor;

/// <summary>One child, started once.</summary>
/// <param name="Failure">The step at which its launch failed; null: its program ran.</param>
/// <param name="Milliseconds">From spawn to exec.</param>
/// <param name="Report">What it said.</param>
internal sealed record TrialRun(
    LaunchReport? Failure, double Milliseconds, Trial Notification, Trial Memory, Trial Replacement, TrialReport Report);
