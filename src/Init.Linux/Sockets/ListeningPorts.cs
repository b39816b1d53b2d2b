using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Sockets;

/// <summary>Which TCP ports are listened on by whoever holds certain sockets, as /proc/net/tcp shows it.</summary>
public static class ListeningPorts
{
    private const string Listening = "0A";
    private const int AddressColumn = 1;
    private const int StateColumn = 3;
    private const int InodeColumn = 9;

    /// <summary>The kernel writes listening sockets first, so the beginning of the table is enough.</summary>
    /// <param name="inodes">Of the sockets.</param>
    /// <param name="folder">Where `tcp` and `tcp6` are; a namespace's.</param>
    public static IReadOnlyList<int> Of(IReadOnlySet<uint> inodes, string folder = "/proc/self/net")
    {
        var ports = new SortedSet<int>();
        foreach (var table in new[] { "tcp", "tcp6" })
        {
            foreach (var line in BoundedFile.Lines($"{folder}/{table}"))
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > InodeColumn && words[StateColumn] == Listening
                    && uint.TryParse(words[InodeColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                    && inodes.Contains(inode) && Port(words[AddressColumn]) is { } port)
                {
                    ports.Add(port);
                }
            }
        }

        return [.. ports];
    }

    /// <summary>Of `ADDRESS:PORT`, in hexadecimal.</summary>
    private static int? Port(string address) => ushort.TryParse(
        address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
        out var port) ? port : null;
}
