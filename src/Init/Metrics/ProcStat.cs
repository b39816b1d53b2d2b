using System.Buffers.Text;

namespace Init.Metrics;

/// <summary>The fields of /proc/PID/stat that are measured; proc_pid_stat(5) counts them from 1.</summary>
internal readonly record struct ProcStat(int Parent, long UserTicks, long SystemTicks, int Threads, long ResidentPages)
{
    private const int ParentField = 4;
    private const int UserField = 14;
    private const int SystemField = 15;
    private const int ThreadsField = 20;
    private const int ResidentField = 24;

    /// <returns>null when the text is not a stat line.</returns>
    internal static ProcStat? Parse(ReadOnlySpan<byte> line)
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
            // Field 3 is a letter.
            if (word.IsEmpty || (field > 3 && !Utf8Parser.TryParse(word, out values[field], out _)))
            {
                return null;
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return new ProcStat(
            (int)values[ParentField], values[UserField], values[SystemField],
            (int)values[ThreadsField], values[ResidentField]);
    }
}
