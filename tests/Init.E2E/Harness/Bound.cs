namespace Init.E2E.Harness;

/// <summary>How long a test waits at most. None of these is ever slept through: every wait polls for a condition.
/// They are wide because test machines are busy; what must be quick is measured by `make bench`.</summary>
internal static class Bound
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Exit = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Build = TimeSpan.FromSeconds(60);

    /// <summary>A client's patience with one request; longer than three retries of a SYN.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(15);
}
