using System.Globalization;
using System.Text;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>What keeps an app's workers well: how they are replaced, and when.</summary>
internal sealed class GuardSpecBuilder(AppConfig app, SpecInput input, ProblemList problems)
{
    private const int ThresholdMax = 100;
    private const int WatchesMax = 64;
    private const int PathBytesMax = 4095;

    private static readonly TimeSpan HeartbeatMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CheckPeriodMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LifetimeMin = TimeSpan.FromSeconds(1);

    public AppSpec Complete(AppSpec spec)
    {
        RefuseRequests(spec.Share);
        spec = spec with
        {
            MinUptime = problems.Take(app.MinUptime, DurationText.Parse, spec.MinUptime),
            StopExitCodes = [.. problems.TakeEach(app.StopExitCodes, ExitCodeList.Parse).SelectMany(codes => codes)],
            ReloadSurge = problems.Take(app.ReloadSurge, Portion.Parse, spec.ReloadSurge),
            ReloadMinUptime = problems.Take(app.ReloadMinUptime, DurationText.Parse, spec.ReloadMinUptime),
            ReloadCanary = problems.Take(app.ReloadCanary, Canary.Parse, null),
            MaxMemory = problems.Take(app.MaxMemory, MemoryLimit.Parse, null),
            MemoryPressure = problems.Take(app.MemoryPressure, Pressure, null),
            MaxLifetime = problems.Take(app.MaxLifetime, text => AtLeast(text, LifetimeMin), null),
            Heartbeat = problems.Take(app.Heartbeat, Beat, spec.Heartbeat),
            Schedule = problems.Take(app.Schedule, text => CronSchedule.Parse(text, input.FindTimeZone), null),
            Watch = problems.TakeEach(app.Watch, text => PathOf(text, spec.WorkingDirectory)),
            WatchIgnore = problems.TakeEach(app.WatchIgnore, PathGlob.Parse),
        };
        Bound(app.Watch, WatchesMax, "paths to watch");
        Bound(app.WatchIgnore, WatchesMax, "patterns");
        return Checks(spec);
    }

    private AppSpec Checks(AppSpec spec)
    {
        Bound(app.Checks, CheckSpec.ChecksMax, "checks");
        var period = problems.Take(app.CheckPeriod, text => AtLeast(text, CheckPeriodMin), null) ?? spec.CheckPeriod;
        var longest = period < spec.CheckTimeout ? period : spec.CheckTimeout;
        var timeout = problems.Take(app.CheckTimeout, AppSpecBuilder.MoreThanZero, longest);
        if (app.CheckTimeout is { } written && timeout > period)
        {
            problems.Add(
                written.Origin,
                $"{Fault.Quote(written.Text)} is longer than the period of {period.TotalSeconds}s",
                "write a shorter timeout or a longer period");
        }

        return spec with
        {
            Checks = problems.TakeEach(app.Checks, CheckSpec.Parse),
            CheckPeriod = period,
            CheckTimeout = timeout,
            CheckThreshold = problems.Take(app.CheckThreshold, Threshold, spec.CheckThreshold),
            CheckStartPeriod = problems.Take(app.CheckStartPeriod, DurationText.Parse, spec.CheckStartPeriod),
        };
    }

    /// <summary>Whoever shares sockets does not see what is asked on them.</summary>
    private void RefuseRequests(ShareMode share)
    {
        if (app.MaxRequests is { } written)
        {
            problems.Add(
                written.Origin,
                $"is not known with share {SpecChecks.Word(share)}: only the worker sees its requests",
                "write max-lifetime, max-memory, max-connections (balance round-robin), or the server's own limit");
        }
    }

    private void Bound(IReadOnlyList<Written>? list, int max, string what)
    {
        if (list is not null && list.Count > max)
        {
            problems.Add(list[max].Origin, $"is given {list.Count} times", $"write at most {max} {what}");
        }
    }

    private static Parsed<int?> Pressure(string text)
    {
        if (text == SpecBuilder.Off)
        {
            return new Parsed<int?>(null, null);
        }

        var percent = MemoryLimit.PercentText(text);
        return percent.Fault is { } fault
            ? fault with { Instead = "write a share of it like 90%, or off" }
            : percent.Value;
    }

    private static Parsed<TimeSpan?> Beat(string text) =>
        text == SpecBuilder.Off ? new Parsed<TimeSpan?>(null, null) : AtLeast(text, HeartbeatMin);

    private static Parsed<TimeSpan?> AtLeast(string text, TimeSpan min)
    {
        var parsed = DurationText.Parse(text);
        return parsed.Fault is { } fault ? fault
            : parsed.Value < min
                ? Fault.In(text, "is too short", $"write at least {min.TotalMilliseconds:0}ms")
            : parsed.Value;
    }

    private static Parsed<int> Threshold(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= ThresholdMax
            ? number
            : Fault.In(text, "is not a number of failures", $"write 1 to {ThresholdMax}");

    /// <summary>A relative path is seen from where the workers are.</summary>
    private static Parsed<string> PathOf(string text, string? directory)
    {
        var path = text.StartsWith('/') || directory is null ? text : $"{directory.TrimEnd('/')}/{text}";
        return text.Length > 0 && !text.Contains('\0') && Encoding.UTF8.GetByteCount(path) <= PathBytesMax
            ? path
            : Fault.In(text, "is not a path", "write a file or a folder");
    }
}
