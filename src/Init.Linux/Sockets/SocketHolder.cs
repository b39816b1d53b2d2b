using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Sockets;

/// <summary>Which process holds a socket, from /proc/PID/fd.</summary>
public static class SocketHolder
{
    /// <summary>So many descriptors are looked at for one question.</summary>
    private const int DescriptorsMax = 65536;

    /// <param name="inode">Of the socket.</param>
    /// <param name="leaders">Each stands for itself and all that came of it.</param>
    /// <returns>One of the leaders; null: none, or its descriptors may not be seen.</returns>
    public static int? Find(uint inode, IReadOnlyCollection<int> leaders)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $"socket:[{inode}]");
        var table = ProcessTable.Read("/");
        var left = DescriptorsMax;
        foreach (var leader in leaders)
        {
            if (table.Family(leader).Any(pid => Holds(pid, wanted, ref left)))
            {
                return leader;
            }
        }

        return null;
    }

    private static bool Holds(int pid, string wanted, ref int left)
    {
        try
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd");
            foreach (var path in Directory.EnumerateFileSystemEntries(folder).Take(left))
            {
                left--;
                if (SocketLink.Read(path) == wanted)
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or another user's.
        }

        return false;
    }
}
