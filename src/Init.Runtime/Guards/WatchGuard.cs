using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Polling;
using Init.Linux.Watching;

namespace Init.Runtime.Guards;

/// <summary>Reloads when a watched path changes, and a little after the last of several changes: an editor writes more
/// than one file, a build many.</summary>
internal sealed class WatchGuard : IGuard, IDisposable
{
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>A log that is written all the time must not put a reload off for ever.</summary>
    internal static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(2);

    private readonly Poller _poller;
    private readonly PathWatch? _watch;
    private readonly Action<PoolEvent> _post;
    private readonly Action<Degradation> _degrade;
    private string? _changed;
    private TimeSpan _firstAt;

    /// <param name="clock">Monotonic.</param>
    internal WatchGuard(
        IReadOnlyList<string> paths, IReadOnlyList<PathGlob> ignored, Poller poller, Func<TimeSpan> clock,
        Action<PoolEvent> post, Action<Degradation> degrade)
    {
        _poller = poller;
        _post = post;
        _degrade = degrade;
        var error = PathWatch.Open(paths, path => IsIgnored(path, ignored), out _watch);
        error = error == 0 ? poller.Add(_watch!.Fd, Interest.Readable, _ => TakeChanges(clock())) : error;
        if (error != 0)
        {
            Degrade(string.Join(", ", paths), error);
        }

        DegradeFailures();
    }

    public TimeSpan? Deadline { get; private set; }

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        if (Deadline <= now && _changed is { } path)
        {
            Deadline = null;
            _changed = null;
            _post(new PoolEvent.Reload($"a change of {path}"));
        }
    }

    public void Dispose()
    {
        if (_watch is not null)
        {
            _poller.Remove(_watch.Fd);
            _watch.Dispose();
        }
    }

    /// <summary>What editors and tools leave beside the real thing is never meant. A ConfigMap's link is.</summary>
    internal static bool IsIgnored(string path, IReadOnlyList<PathGlob> ignored)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (name.StartsWith('.') && name != "..data") || name.EndsWith('~')
            || name is "node_modules" or "__pycache__"
            || ignored.Any(glob => glob.Covers(path));
    }

    private void TakeChanges(TimeSpan now)
    {
        if (_watch!.Read() is { } path)
        {
            _firstAt = _changed is null ? now : _firstAt;
            _changed ??= path;
            var latest = _firstAt + QuietMax;
            Deadline = now + Quiet < latest ? now + Quiet : latest;
        }

        DegradeFailures();
    }

    private void DegradeFailures()
    {
        foreach (var (path, error) in (_watch?.Failures ?? []).Take(1))
        {
            Degrade(path, error);
        }
    }

    private void Degrade(string path, int error) => _degrade(new Degradation(
        "watch",
        $"cannot watch {path}: {(error == Errno.ENOSPC ? "too many folders" : Errno.Text(error))}",
        error == Errno.ENOSPC
            ? $"leave some out with watch-ignore (at most {PathWatch.WatchesMax}, and fs.inotify.max_user_watches)"
            : "pm1 reload does by hand what a change would have done"));
}
