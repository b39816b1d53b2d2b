using System.Globalization;

namespace Init.Core.Spec;

/// <summary>`10/60s`: more restarts than this within that time are a crash loop.</summary>
/// <param name="Restarts">0 to <see cref="RestartsMax"/>.</param>
/// <param name="Window">More than zero.</param>
public readonly record struct RestartLimit(int Restarts, TimeSpan Window)
{
    /// <summary>The times of this many restarts are remembered for each slot.</summary>
    public const int RestartsMax = 1000;

    public static Parsed<RestartLimit> Parse(string text)
    {
        const string instead = "write restarts and time: 10/60s";
        var slash = text.IndexOf('/');
        if (slash < 0
            || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var restarts))
        {
            return Fault.In(text, "is not a number of restarts within a time", instead);
        }

        if (restarts > RestartsMax)
        {
            return Fault.In(text, "is too many restarts", $"write at most {RestartsMax}");
        }

        if (!DurationText.Parse(text[(slash + 1)..]).Succeeded(out var window) || window == TimeSpan.Zero)
        {
            return Fault.In(text, "has no time after the slash", instead);
        }

        return new RestartLimit(restarts, window);
    }
}
