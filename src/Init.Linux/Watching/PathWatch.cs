using Init.Linux.Descriptors;

namespace Init.Linux.Watching;

/// <summary>
/// Files and folders whose changes are to be known. A folder is watched with all below it. A file is watched by itself,
/// because a bind mount has no folder to be seen in, and in its folder, because editors and ConfigMaps put a new one in
/// its place: the kubelet makes a folder with the new content and swaps the link `..data` to it.
/// What was added, moved or lost is found by looking at everything again: the kernel's queue may overflow, and between
/// the making of a folder and its watch something may already be in it.</summary>
public sealed class PathWatch : IDisposable
{
    /// <summary>Folders and files; each costs about a kilobyte of the kernel's.</summary>
    public const int WatchesMax = 4096;

    private const string ConfigMapLink = "..data";
    private const int ReadsMax = 16;

    private readonly Inotify inotify;
    private readonly IReadOnlyList<string> paths;
    private readonly Func<string, bool> ignores;
    private readonly List<InotifyEvent> events = [];
    private Dictionary<int, WatchedPlace> places = [];

    private PathWatch(Inotify inotify, IReadOnlyList<string> paths, Func<string, bool> ignores)
    {
        this.inotify = inotify;
        this.paths = paths;
        this.ignores = ignores;
    }

    /// <summary>Readable when something may have changed.</summary>
    public OwnedFd Fd => inotify.Fd;

    /// <summary>Of the last look: what cannot be watched, and errno; ENOSPC stands for <see cref="WatchesMax"/> and for
    /// the kernel's own limit.</summary>
    public IReadOnlyList<(string Path, int Errno)> Failures { get; private set; } = [];

    /// <param name="paths">May come and go, but the folder that each is in must be there.</param>
    /// <param name="ignores">Of a path below a watched folder, relative to that.</param>
    /// <param name="watch">null when there is an error.</param>
    /// <returns>errno, or 0.</returns>
    public static int Open(IReadOnlyList<string> paths, Func<string, bool> ignores, out PathWatch? watch)
    {
        var error = Inotify.Create(out var inotify);
        watch = error == 0 ? new PathWatch(inotify, paths, ignores) : null;
        watch?.Look();
        return error;
    }

    /// <summary>Takes what the kernel has to say, without waiting.</summary>
    /// <returns>One path that has changed; null: nothing that counts.</returns>
    public string? Read()
    {
        string? changed = null;
        var mustLook = false;
        for (var reads = 0; reads < ReadsMax; reads++)
        {
            events.Clear();
            if (!inotify.Read(events))
            {
                break;
            }

            foreach (var seen in events)
            {
                mustLook |= seen.Overflowed || seen.ChangesPlaces;
                changed ??= Changed(seen);
            }
        }

        if (mustLook)
        {
            Look();
        }

        return changed;
    }

    public void Dispose() => inotify.Dispose();

    private string? Changed(InotifyEvent seen)
    {
        if (seen.Overflowed)
        {
            return paths[0];
        }

        if (!places.TryGetValue(seen.Watch, out var place) || seen.IsIgnored)
        {
            return null;
        }

        if (place.Only.Count > 0 && !place.Only.Contains(seen.Name) && !place.IsFolder)
        {
            return null;
        }

        // A name of a folder that is watched only for some names, or below one that is watched for all.
        if (place.Only.Contains(seen.Name) || seen.Name == "")
        {
            return seen.Name is "" or ConfigMapLink ? place.Path : Path.Combine(place.Path, seen.Name);
        }

        var relative = place.Relative == "" ? seen.Name : $"{place.Relative}/{seen.Name}";
        return ignores(relative) ? null : Path.Combine(place.Path, seen.Name);
    }

    private void Look()
    {
        var found = new Dictionary<int, WatchedPlace>();
        var failures = new List<(string, int)>();
        foreach (var path in paths)
        {
            LookAt(path, found, failures);
        }

        foreach (var gone in places.Keys.Where(watch => !found.ContainsKey(watch)))
        {
            inotify.Remove(gone);
        }

        places = found;
        Failures = failures;
    }

    private void LookAt(string path, Dictionary<int, WatchedPlace> found, List<(string, int)> failures)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is { } parent)
        {
            Add(parent, new WatchedPlace(parent, "", IsFolder: false), [Path.GetFileName(full)], found, failures);
        }

        if (Directory.Exists(full))
        {
            LookInto(full, found, failures);
        }
        else if (File.Exists(full))
        {
            Add(full, new WatchedPlace(full, "", IsFolder: false), [], found, failures);
            if (Path.GetDirectoryName(full) is { } folder)
            {
                Add(folder, new WatchedPlace(folder, "", IsFolder: false), [ConfigMapLink], found, failures);
            }
        }
    }

    private void LookInto(string top, Dictionary<int, WatchedPlace> found, List<(string, int)> failures)
    {
        var next = new Queue<WatchedPlace>([new WatchedPlace(top, "", IsFolder: true)]);
        while (next.TryDequeue(out var place))
        {
            if (!Add(place.Path, place, [], found, failures))
            {
                return;
            }

            foreach (var name in Folders(place.Path))
            {
                var relative = place.Relative == "" ? name : $"{place.Relative}/{name}";
                if (!ignores(relative))
                {
                    next.Enqueue(new WatchedPlace(Path.Combine(place.Path, name), relative, IsFolder: true));
                }
            }
        }
    }

    /// <returns>False when there is no room for more.</returns>
    private bool Add(
        string path, WatchedPlace place, string[] only, Dictionary<int, WatchedPlace> found,
        List<(string, int)> failures)
    {
        var watch = found.Count < WatchesMax ? inotify.Add(path) : -Errno.ENOSPC;
        if (watch < 0)
        {
            // What went away between two looks is not missed: its folder tells when it comes back.
            if (watch != -Errno.ENOENT || (only.Length > 0 && only[0] != ConfigMapLink))
            {
                failures.Add((path, -watch));
            }

            return watch != -Errno.ENOSPC;
        }

        // One folder has one number, however many reasons there are to watch it.
        var known = found.GetValueOrDefault(watch);
        found[watch] = known is null ? place with { Only = only.ToHashSet() }
            : (place.IsFolder ? place : known) with { Only = known.Only.Concat(only).ToHashSet() };
        return true;
    }

    private static List<string> Folders(string path)
    {
        try
        {
            // A link is not followed: it may lead back up.
            return [.. new DirectoryInfo(path).EnumerateDirectories()
                .Where(folder => (folder.Attributes & FileAttributes.ReparsePoint) == 0)
                .Select(folder => folder.Name)
                .Take(WatchesMax)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
