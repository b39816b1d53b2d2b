using Init.Core.Doctor;

namespace Init.Runtime.Doctor;

/// <summary>What came of starting a child as a worker would be started.</summary>
/// <param name="Launch">Starting it at all.</param>
/// <param name="Milliseconds">From spawn to exec.</param>
/// <param name="Identity">Becoming the worker's user, in its folder.</param>
/// <param name="Report">What the child said; null: nothing.</param>
internal sealed record LaunchFindings(
    Trial Launch, double Milliseconds, Trial Identity, Trial Notification, Trial Memory, Trial Replacement,
    TrialReport? Report)
{
    internal static LaunchFindings None(string why) => new(
        Trial.NotTried(why), 0, Trial.Success, Trial.NotTried(why), Trial.NotTried(why), Trial.NotTried(why), null);
}
