using System.Globalization;

namespace Init.Core.Spec;

/// <summary>Signals by name: `SIGTERM`, `TERM`, `sigterm`, `15`, `SIGRTMIN+3`. The numbers are those of Linux on x86-64
/// and arm64, which agree.</summary>
public static class SignalName
{
    /// <summary>SIGRTMIN as a C library gives it to programs: the kernel's 32 and 33 are the library's own.</summary>
    private const int RealtimeMin = 34;
    private const int RealtimeMax = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS",
    ];

    /// <returns>1 to 64.</returns>
    public static Parsed<int> Parse(string text)
    {
        var name = text.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        var number = Number(text) ?? Realtime(name) ?? Array.IndexOf(Names, name);
        return number is >= 1 and <= RealtimeMax
            ? number
            : Fault.In(text, "is not a signal", "write a name like SIGTERM, or a number from 1 to 64");
    }

    /// <returns>`SIGTERM`, `SIGRTMIN+3`.</returns>
    public static string Of(int signal) =>
        signal > 0 && signal < Names.Length ? $"SIG{Names[signal]}"
        : signal >= RealtimeMin ? $"SIGRTMIN+{signal - RealtimeMin}"
        : $"signal {signal}";

    private static int? Realtime(string name)
    {
        if (name is "RTMIN" or "RTMAX")
        {
            return name == "RTMIN" ? RealtimeMin : RealtimeMax;
        }

        var signal = name.StartsWith("RTMIN+", StringComparison.Ordinal) ? RealtimeMin + Number(name[6..])
            : name.StartsWith("RTMAX-", StringComparison.Ordinal) ? RealtimeMax - Number(name[6..])
            : null;
        return signal is >= RealtimeMin and <= RealtimeMax ? signal : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= RealtimeMax
            ? number
            : null;
}
