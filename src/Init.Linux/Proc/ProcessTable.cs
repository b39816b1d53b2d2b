using System.Buffers.Text;
using System.Globalization;

namespace Init.Linux.Proc;

/// <summary>All processes that /proc shows, read in one pass, and what a process and all that came of it use.</summary>
public sealed class ProcessTable
{
    /// <summary>More are not looked at: a machine with so many is not one container.</summary>
    private const int ProcessesMax = 32768;

    /// <summary>A stat line is about 350 bytes; the name in it has at most 64.</summary>
    private const int StatBytesMax = 1024;

    private const int ParentField = 4;
    private const int GroupField = 5;
    private const int ResidentField = 24;
    private const int RollupBytesMax = 4096;

    private readonly string root;
    private readonly Dictionary<int, ProcessEntry> all = [];
    private readonly ILookup<int, ProcessEntry> byParent;
    private readonly ILookup<int, ProcessEntry> byGroup;

    private ProcessTable(string root, IEnumerable<ProcessEntry> entries)
    {
        this.root = root;
        foreach (var entry in entries)
        {
            all[entry.Pid] = entry;
        }

        byParent = all.Values.ToLookup(entry => entry.Parent);
        byGroup = all.Values.ToLookup(entry => entry.Group);
    }

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>Empty where /proc cannot be read.</returns>
    public static ProcessTable Read(string root) => new(root, Entries(Path.Combine(root, "proc")).Take(ProcessesMax));

    /// <summary>A process, its descendants, and what is left in its process group of those whose parent has ended.
    /// </summary>
    /// <returns>Empty when it is gone.</returns>
    public IReadOnlyCollection<int> Family(int pid)
    {
        var family = new HashSet<int>();
        if (!all.ContainsKey(pid))
        {
            return family;
        }

        var next = new Stack<int>([pid]);
        foreach (var member in byGroup[pid])
        {
            next.Push(member.Pid);
        }

        while (next.TryPop(out var member))
        {
            if (family.Add(member))
            {
                foreach (var child in byParent[member])
                {
                    next.Push(child.Pid);
                }
            }
        }

        return family;
    }

    /// <summary>Bytes that its family has in memory (RSS).</summary>
    public long Resident(int pid) => Family(pid).Sum(Own);

    /// <summary>The same with what several processes share counted in parts (PSS). For a process whose maps may not be
    /// read, and before Linux 4.14, RSS stands in.</summary>
    public long Proportional(int pid) => Family(pid).Sum(member => Rollup(member) ?? Own(member));

    private long Own(int pid) => all[pid].ResidentPages * Environment.SystemPageSize;

    private long? Rollup(int pid)
    {
        Span<byte> buffer = stackalloc byte[RollupBytesMax];
        var text = buffer[..BoundedFile.Read(Place(root, pid, "smaps_rollup"), buffer)];
        var at = text.IndexOf("\nPss:"u8);
        return at >= 0 && Utf8Parser.TryParse(text[(at + "\nPss:".Length)..].TrimStart((byte)' '), out long kib, out _)
            ? kib * 1024 : null;
    }

    private static IEnumerable<ProcessEntry> Entries(string proc)
    {
        IEnumerator<string> names;
        try
        {
            names = Directory.EnumerateDirectories(proc).GetEnumerator();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        using (names)
        {
            while (names.MoveNext())
            {
                var name = Path.GetFileName(names.Current);
                if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                    && Entry(pid, Path.Combine(names.Current, "stat")) is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    private static ProcessEntry? Entry(int pid, string path)
    {
        Span<byte> line = stackalloc byte[StatBytesMax];
        return Parse(pid, line[..BoundedFile.Read(path, line)]);
    }

    /// <summary>Fields are counted from 1, as in proc_pid_stat(5).</summary>
    internal static ProcessEntry? Parse(int pid, ReadOnlySpan<byte> line)
    {
        // The name, field 2, may hold spaces and parentheses: what follows begins after the last closing one.
        var nameEnd = line.LastIndexOf((byte)')');
        if (nameEnd < 0)
        {
            return null;
        }

        Span<long> values = stackalloc long[ResidentField + 1];
        var rest = line[(nameEnd + 1)..].TrimStart((byte)' ');
        for (var field = 3; field <= ResidentField; field++)
        {
            var end = rest.IndexOf((byte)' ');
            var word = end < 0 ? rest : rest[..end];
            var isNeeded = field is ParentField or GroupField or ResidentField;
            if (word.IsEmpty || (isNeeded && !Utf8Parser.TryParse(word, out values[field], out _)))
            {
                return null;
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return new ProcessEntry(
            pid, (int)values[ParentField], (int)values[GroupField], Math.Max(values[ResidentField], 0));
    }

    private static string Place(string root, int pid, string file) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"proc/{pid}/{file}"));
}
