using System.Globalization;
using System.Text;
using Init.Linux;
using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Runtime.Reporting;

/// <summary>What pm1 tells whoever started it (systemd, podman, another pm1) by sd_notify(3). Nothing is waited for: a
/// listener that does not read misses a line, and of the first failure a line is written.</summary>
internal sealed class SupervisorNotify
{
    /// <summary>A period that nobody means, and a bound for sums.</summary>
    private const long MicrosecondsMax = 7L * 24 * 3600 * 1_000_000;

    private readonly string? _address;
    private readonly TimeSpan? _beat;
    private readonly Action<string, string> _fail;
    private bool _hasFailed;

    private SupervisorNotify(string? address, TimeSpan? beat, Action<string, string> fail)
    {
        _address = address;
        _beat = beat;
        _fail = fail;
        Deadline = address is not null && beat is not null ? TimeSpan.Zero : null;
    }

    /// <summary>When the next WATCHDOG=1 is due; null: nobody wants one.</summary>
    internal TimeSpan? Deadline { get; private set; }

    /// <param name="variable">Of the environment that pm1 was started with.</param>
    /// <param name="fail">Message and hint, called at most once.</param>
    internal static SupervisorNotify Of(Func<string, string?> variable, Action<string, string> fail)
    {
        var address = variable("NOTIFY_SOCKET") is { Length: > 0 } text ? text : null;
        if (address is not null && !IsPath(address))
        {
            fail($"cannot notify {address}: not a unix socket", "set NOTIFY_SOCKET to /path or @name, or unset it");
            address = null;
        }

        return new SupervisorNotify(address, Beat(variable), fail);
    }

    /// <summary>All wanted workers have been ready once.</summary>
    internal void Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}");

    internal void Status(string status) => Send($"STATUS={OneLine(status)}");

    /// <summary>Followed by <see cref="Ready"/> when it is over, however it ended.</summary>
    internal void Reloading(TimeSpan now) => Send(
        string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={now.Ticks / TimeSpan.TicksPerMicrosecond}"));

    internal void Stopping() => Send("STOPPING=1");

    internal void TakeTime(TimeSpan now)
    {
        if (Deadline <= now && _beat is { } beat)
        {
            Send("WATCHDOG=1");
            Deadline = now + beat;
        }
    }

    private void Send(string text)
    {
        if (_address is null)
        {
            return;
        }

        var error = MessageChannel.SendDatagram(_address, Encoding.UTF8.GetBytes(text));
        if (error != 0 && !_hasFailed)
        {
            _hasFailed = true;
            _fail($"cannot notify {_address}: {Errno.Text(error)}", "whoever started pm1 does not learn how it is");
        }
    }

    /// <summary>Half of what is granted, so that one late beat is no alarm; null: it is meant for nobody or another.
    /// </summary>
    private static TimeSpan? Beat(Func<string, string?> variable)
    {
        var isOurs = variable("WATCHDOG_PID") is not { Length: > 0 } pid
            || pid == Self.Pid.ToString(CultureInfo.InvariantCulture);
        return isOurs
            && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var period)
            && period is > 1 and <= MicrosecondsMax
                ? TimeSpan.FromMicroseconds(period / 2) : null;
    }

    private static bool IsPath(string address) =>
        address is ['/', _, ..] or ['@', _, ..]
        && Encoding.UTF8.GetByteCount(address) <= SocketAddress.PathBytesMax;

    private static string OneLine(string status) => status.Replace('\n', ' ');
}
