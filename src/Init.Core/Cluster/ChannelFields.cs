using System.Text;
using System.Text.Json;

namespace Init.Core.Cluster;

/// <summary>The fields of an object on the channel that a primary knows. What has another type than it should is as if
/// it were not there: Node itself writes `false` for a backlog and `null` for a port.</summary>
internal sealed class ChannelFields
{
    private const int PortMax = 65535;

    // The flags of libuv's uv_tcp_bind and uv_udp_bind.
    private const int TcpIpv6Only = 1;
    private const int UdpIpv6Only = 1;
    private const int UdpReuseAddress = 4;

    /// <summary>Ticket keys are 96 digits.</summary>
    private const int DataBytesMax = 4096;

    private string? _addressType;
    private string? _address;
    private bool _hasNoAddress;
    private long? _port;
    private long? _fd;
    private long _index;
    private long _flags;
    private long _backlog;
    private string _data = "";
    private bool _readableAll;
    private bool _writableAll;

    internal string? Command { get; private set; }

    internal string? Act { get; private set; }

    internal string? Key { get; private set; }

    internal long? Seq { get; private set; }

    internal long? Ack { get; private set; }

    internal bool Accepted { get; private set; }

    /// <summary>JSON; empty: there is none.</summary>
    internal string Message { get; private set; } = "";

    /// <exception cref="JsonException">No JSON, or too deep.</exception>
    /// <exception cref="InvalidOperationException">A string cannot be read.</exception>
    internal static ChannelFields Read(ReadOnlySpan<byte> line, int depthMax)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = depthMax });
        var fields = new ChannelFields();
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                fields.Take(ref reader, line);
            }
        }
        else
        {
            reader.Skip();
        }

        // What follows the value must be nothing.
        reader.Read();
        return fields;
    }

    internal bool IsInternal(string prefix) =>
        Command is { } command && command.Length > prefix.Length && command.StartsWith(prefix, StringComparison.Ordinal);

    /// <returns>null: it makes no sense.</returns>
    internal ServerQuery? Query()
    {
        if (Family() is not { } family || !IsInBounds(family))
        {
            return null;
        }

        var isDatagram = family is ServerFamily.Udp4 or ServerFamily.Udp6;
        return new ServerQuery
        {
            Family = family,
            Address = _address ?? "",
            Port = family is ServerFamily.Unix or ServerFamily.Descriptor ? -1 : (int)(_port ?? 0),
            Fd = family == ServerFamily.Descriptor ? (int)_fd!.Value : -1,
            IsDatagramFd = family == ServerFamily.Descriptor && _addressType is not null,
            Index = (int)Math.Clamp(_index, 0, int.MaxValue),
            IsIpv6Only = (_flags & (isDatagram ? UdpIpv6Only : TcpIpv6Only)) != 0,
            ReusesAddress = isDatagram && (_flags & UdpReuseAddress) != 0,
            Backlog = _backlog is > 0 and <= int.MaxValue ? (int)_backlog : ServerQuery.BacklogDefault,
            IsReadableByAll = _readableAll,
            IsWritableByAll = _writableAll,
            Data = _data,
        };
    }

    private ServerFamily? Family() => _addressType switch
    {
        "4" => ServerFamily.Ipv4,
        "6" => ServerFamily.Ipv6,
        "-1" => ServerFamily.Unix,
        "udp4" or "udp6" or null when _fd >= 0 => ServerFamily.Descriptor,
        "udp4" => ServerFamily.Udp4,
        "udp6" => ServerFamily.Udp6,
        _ => null,
    };

    private bool IsInBounds(ServerFamily family) => family switch
    {
        ServerFamily.Unix => !string.IsNullOrEmpty(_address),
        ServerFamily.Descriptor => _fd is >= 0 and <= int.MaxValue,
        ServerFamily.Ipv4 or ServerFamily.Ipv6 or ServerFamily.Udp4 or ServerFamily.Udp6 =>
            _port is null or (>= 0 and <= PortMax) && (_address is not null || _hasNoAddress || _port is not null),
    };

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var name = reader.ValueTextEquals("cmd"u8) ? "cmd" : reader.GetString()!;
        reader.Read();
        switch (name)
        {
            case "cmd":
                Command = Words(ref reader);
                break;
            case "act":
                Act = Words(ref reader);
                break;
            case "key":
                Key = Words(ref reader);
                break;
            case "seq":
                Seq = Whole(ref reader);
                break;
            case "ack":
                Ack = Whole(ref reader);
                break;
            case "accepted":
                Accepted = reader.TokenType == JsonTokenType.True;
                break;
            case "msg":
                Message = Raw(ref reader, line);
                break;
            default:
                TakeOfServer(name, ref reader, line);
                break;
        }

        reader.Skip();
    }

    private void TakeOfServer(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        switch (name)
        {
            case "address":
                _address = Words(ref reader);
                _hasNoAddress = reader.TokenType == JsonTokenType.Null;
                break;
            case "addressType":
                _addressType = Words(ref reader) ?? Whole(ref reader)?.ToString(null, null);
                break;
            case "port":
                _port = Whole(ref reader);
                break;
            case "fd":
                _fd = Whole(ref reader);
                break;
            case "index":
                _index = Whole(ref reader) ?? 0;
                break;
            case "flags":
                _flags = Whole(ref reader) ?? 0;
                break;
            case "backlog":
                _backlog = Whole(ref reader) ?? 0;
                break;
            case "readableAll":
                _readableAll = reader.TokenType == JsonTokenType.True;
                break;
            case "writableAll":
                _writableAll = reader.TokenType == JsonTokenType.True;
                break;
            case "data":
                var data = Raw(ref reader, line);
                _data = data is "null" || data.Length > DataBytesMax ? "" : data;
                break;
        }
    }

    private static string? Words(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static long? Whole(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;

    private static string Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]);
    }
}
