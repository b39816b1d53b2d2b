using Init.Linux.Signals;

namespace Init.Runtime.Supervision;

internal static class SignalNames
{
    /// <summary>Of the signals that stop pm1.</summary>
    internal static string Of(int signal) => signal switch
    {
        Signal.SIGTERM => "SIGTERM",
        Signal.SIGINT => "SIGINT",
        Signal.SIGQUIT => "SIGQUIT",
        _ => $"signal {signal}",
    };
}
