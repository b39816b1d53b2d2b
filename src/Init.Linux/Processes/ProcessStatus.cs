using System.Globalization;
using Init.Linux.Interop;
using Init.Linux.Signals;

namespace Init.Linux.Processes;

/// <summary>What /proc/PID tells of a process. Every answer may be that it is gone, or out of our reach.</summary>
public static class ProcessStatus
{
    /// <summary>The process that a thread belongs to.</summary>
    public static int? ThreadGroup(int thread) => Number(thread, "Tgid:");

    /// <summary>Every process that /proc shows; none where it is not mounted.</summary>
    public static IEnumerable<int> All()
    {
        foreach (var path in Directory.Exists("/proc/self") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    public static int? Parent(int pid) => Number(pid, "PPid:");

    /// <summary>Its process group; 0 when it is gone.</summary>
    public static int Group(int pid) => Math.Max(0, Libc.getpgid(pid));

    /// <summary>Signals that it has a handler for, or ignores: it does not simply die of them.</summary>
    public static SignalSet? Survives(int pid) =>
        Mask(pid, "SigCgt:") is { } caught && Mask(pid, "SigIgn:") is { } ignored ? new(caught | ignored) : null;

    /// <summary>Signals that its main thread blocks.</summary>
    public static SignalSet? Blocked(int pid) => Mask(pid, "SigBlk:") is { } blocked ? new(blocked) : null;

    /// <summary>Every thread of it stands still (SIGSTOP), or is gone: the signal alone is only a wish, and a thread in the
    /// middle of a call ends that first.</summary>
    public static bool IsStopped(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task").All(
                task => Field(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), "status", "State:")
                    is null or ['T' or 'Z' or 'X', ..]);
        }
        catch (IOException)
        {
            // Gone, and so it does nothing any more.
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Nothing more can be known.
            return true;
        }
    }

    public static (bool NonBlocking, bool CloseOnExec) DescriptorFlags(int thread, int fd)
    {
        var text = Field(thread, $"fdinfo/{fd}", "flags:") ?? "";
        var flags = 0;
        foreach (var digit in text)
        {
            flags = (flags * 8) + (digit is >= '0' and <= '7' ? digit - '0' : 0);
        }

        return ((flags & C.O_NONBLOCK) != 0, (flags & C.O_CLOEXEC) != 0);
    }

    private static int? Number(int pid, string name) =>
        int.TryParse(Field(pid, "status", name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static ulong? Mask(int pid, string name) =>
        ulong.TryParse(Field(pid, "status", name), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? bits : null;

    private static string? Field(int pid, string file, string name)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{pid}/{file}"))
            {
                if (line.StartsWith(name, StringComparison.Ordinal))
                {
                    return line[name.Length..].Trim();
                }
            }
        }
        catch (IOException)
        {
            // Gone between open and read.
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's, without CAP_SYS_PTRACE.
        }

        return null;
    }
}
