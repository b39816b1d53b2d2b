using System.Buffers.Text;

namespace Init.Core.Notify;

/// <summary>sd_notify(3)'s datagram: `NAME=value` lines. Names that pm1 has no use for (FDSTORE, X_…) are no mistake; a
/// line that is none, or a value that its name cannot have, is counted and left out, and the rest still counts.
/// </summary>
/// <param name="Fields">In the order of the lines.</param>
/// <param name="Malformed">How many lines were left out.</param>
public sealed record NotifyDatagram(IReadOnlyList<NotifyField> Fields, int Malformed)
{
    /// <summary>Longer ones are cut; systemd's own limit.</summary>
    public const int BytesMax = 4096;

    private const int PidMax = 4_194_304;
    private const int ErrnoMax = 4095;
    private const int ExitStatusMax = 255;

    /// <summary>A year: no clock and no wait of a worker is beyond it, and sums of it do not overflow.</summary>
    private const ulong MicrosecondsMax = 365UL * 24 * 3600 * 1_000_000;

    public static NotifyDatagram Parse(ReadOnlySpan<byte> datagram)
    {
        datagram = datagram[..Math.Min(datagram.Length, BytesMax)];
        var fields = new List<NotifyField>();
        var malformed = 0;
        var since = Since(datagram);
        foreach (var range in datagram.Split((byte)'\n'))
        {
            var line = datagram[range];
            var equals = line.IndexOf((byte)'=');
            if (line.IsEmpty)
            {
                continue;
            }

            if (equals <= 0 || !TryRead(line[..equals], line[(equals + 1)..], since, out var field))
            {
                malformed++;
            }
            else if (field is not null)
            {
                fields.Add(field);
            }
        }

        return new NotifyDatagram(fields, malformed);
    }

    /// <summary>It belongs to another line, on whichever side of it that stands.</summary>
    private static TimeSpan? Since(ReadOnlySpan<byte> datagram)
    {
        foreach (var range in datagram.Split((byte)'\n'))
        {
            if (datagram[range].StartsWith("MONOTONIC_USEC="u8)
                && Microseconds(datagram[range]["MONOTONIC_USEC=".Length..]) is { } since)
            {
                return since;
            }
        }

        return null;
    }

    /// <param name="name">Before the equals sign.</param>
    /// <param name="value">Behind it.</param>
    /// <param name="since">The datagram's MONOTONIC_USEC.</param>
    /// <param name="field">null: nothing to act upon.</param>
    /// <returns>false: malformed.</returns>
    private static bool TryRead(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, TimeSpan? since, out NotifyField? field)
    {
        var isOne = value.SequenceEqual("1"u8);
        field = null;
        if (name.SequenceEqual("READY"u8))
        {
            field = isOne ? new NotifyField.Ready() : null;
        }
        else if (name.SequenceEqual("RELOADING"u8))
        {
            field = isOne ? new NotifyField.Reloading(since) : null;
        }
        else if (name.SequenceEqual("STOPPING"u8))
        {
            field = isOne ? new NotifyField.Stopping() : null;
        }
        else if (name.SequenceEqual("STATUS"u8))
        {
            field = new NotifyField.Status(StatusText.Of(value));
        }
        else if (name.SequenceEqual("WATCHDOG"u8))
        {
            field = isOne ? new NotifyField.Alive()
                : value.SequenceEqual("trigger"u8) ? new NotifyField.Unwell() : null;
        }
        else if (name.SequenceEqual("BARRIER"u8))
        {
            field = isOne ? new NotifyField.Barrier() : null;
        }
        else
        {
            return TryReadNumber(name, value, out field);
        }

        return field is not null;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, out NotifyField? field)
    {
        field = null;
        if (name.SequenceEqual("WATCHDOG_USEC"u8))
        {
            field = Microseconds(value) is { Ticks: > 0 } period ? new NotifyField.Heartbeat(period) : null;
        }
        else if (name.SequenceEqual("EXTEND_TIMEOUT_USEC"u8))
        {
            field = Microseconds(value) is { } by ? new NotifyField.ExtendTimeout(by) : null;
        }
        else if (name.SequenceEqual("MAINPID"u8))
        {
            field = Number(value, PidMax) is { } pid and > 1 ? new NotifyField.MainPid((int)pid) : null;
        }
        else if (name.SequenceEqual("ERRNO"u8))
        {
            field = Number(value, ErrnoMax) is { } errno ? new NotifyField.Errno((int)errno) : null;
        }
        else if (name.SequenceEqual("EXIT_STATUS"u8))
        {
            field = Number(value, ExitStatusMax) is { } code ? new NotifyField.ExitStatus((int)code) : null;
        }
        else
        {
            return !name.SequenceEqual("MONOTONIC_USEC"u8) || Microseconds(value) is not null;
        }

        return field is not null;
    }

    private static TimeSpan? Microseconds(ReadOnlySpan<byte> value) =>
        Number(value, MicrosecondsMax) is { } number ? TimeSpan.FromMicroseconds((long)number) : null;

    private static ulong? Number(ReadOnlySpan<byte> value, ulong max) =>
        !value.IsEmpty && char.IsAsciiDigit((char)value[0])
        && Utf8Parser.TryParse(value, out ulong number, out var read) && read == value.Length && number <= max
            ? number : null;
}
