using System.Globalization;

namespace Init.Linux.Sockets;

/// <summary>Which sockets a process and its descendants hold, as /proc shows it.</summary>
public static class ProcessSockets
{
    private const int ProcessesMax = 1000;

    /// <summary>The process itself and every descendant; of a worker that forks workers of its own, these serve.
    /// </summary>
    public static IReadOnlyList<int> Family(int pid)
    {
        var family = new List<int> { pid };
        for (var i = 0; i < family.Count && family.Count < ProcessesMax; i++)
        {
            family.AddRange(Children(family[i]));
        }

        return family;
    }

    /// <returns>Inodes; null when one of the processes is out of our reach (another user's, without CAP_SYS_PTRACE).
    /// </returns>
    public static IReadOnlySet<uint>? Held(IReadOnlyCollection<int> pids)
    {
        var left = int.MaxValue;
        return Held(pids, ref left);
    }

    /// <param name="pids">Of the processes.</param>
    /// <param name="left">So many descriptors may still be looked at; counted down.</param>
    /// <returns>As above, and null when there are more.</returns>
    public static IReadOnlySet<uint>? Held(IReadOnlyCollection<int> pids, ref int left)
    {
        var inodes = new HashSet<uint>();
        foreach (var pid in pids)
        {
            try
            {
                foreach (var path in Directory.EnumerateFiles($"/proc/{pid}/fd"))
                {
                    if (--left < 0)
                    {
                        left = 0;
                        return null;
                    }

                    var link = SocketLink.Read(path, out var error);
                    if (error == Errno.EACCES)
                    {
                        // Root may list another user's descriptors, but without CAP_SYS_PTRACE not see what they are.
                        return null;
                    }

                    if (link is not null && SocketLink.Inode(link) is { } inode)
                    {
                        inodes.Add(inode);
                    }
                }
            }
            catch (DirectoryNotFoundException)
            {
                // Gone, and with it what it held.
            }
            catch (IOException)
            {
                // Gone while it was being read.
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
        }

        return inodes;
    }

    private static IEnumerable<int> Children(int pid)
    {
        string[] tasks;
        try
        {
            tasks = Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var task in tasks)
        {
            foreach (var word in Words($"{task}/children"))
            {
                if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var child))
                {
                    yield return child;
                }
            }
        }
    }

    private static string[] Words(string path)
    {
        try
        {
            return File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
