using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Init.Core.Cluster;

/// <summary>The lines that a primary writes. A worker that gets a line that is no JSON dies of it, so nothing else may
/// come out of here.</summary>
public static class ChannelText
{
    private const int Ipv4Bytes = 4;
    private const int NewConnectionBytesMax = 256;

    private const string NewConnectionStart =
        "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Native\",\"msg\":{\"cmd\":\"NODE_CLUSTER\",\"act\":\"newconn\",\"key\":\"";

    /// <summary>Asks for a graceful end: no new connections, then the channel is closed.</summary>
    public static byte[] Disconnect(long seq) =>
        Line($"{{\"cmd\":\"NODE_CLUSTER\",\"act\":\"disconnect\",\"seq\":{Number(seq)}}}");

    /// <summary>The answer to <see cref="ChannelLine.Leaves"/>.</summary>
    public static byte[] Confirm(long ack, long seq) =>
        Line($"{{\"cmd\":\"NODE_CLUSTER\",\"ack\":{Number(ack)},\"seq\":{Number(seq)}}}");

    /// <summary>The answer to a descriptor of the program's.</summary>
    public static byte[] HandleTaken { get; } = Line("{\"cmd\":\"NODE_HANDLE_ACK\"}");

    public static byte[] HandleMissed { get; } = Line("{\"cmd\":\"NODE_HANDLE_NACK\"}");

    /// <summary>Announces a descriptor that does not come. Every Node answers with NODE_HANDLE_NACK from its event
    /// loop, and no program sees anything of it: so this is how an event loop is asked whether it turns.</summary>
    public static byte[] Echo { get; } = Line("{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Native\",\"msg\":null}");

    /// <summary>A connection; its descriptor goes with it.</summary>
    /// <param name="key">Of ASCII letters and digits.</param>
    public static byte[] NewConnection(string key, long seq)
    {
        // Ten thousand a second, so there is no string in between.
        Span<byte> line = stackalloc byte[NewConnectionBytesMax];
        return Utf8.TryWrite(
            line,
            CultureInfo.InvariantCulture,
            $"{NewConnectionStart}{key}\",\"seq\":{seq}}}}}\n",
            out var length)
            ? line[..length].ToArray() : throw new ArgumentException("longer than any key of ours", nameof(key));
    }

    /// <summary>The answer to a query: here is the socket. Its descriptor goes with it.</summary>
    /// <param name="data">JSON; empty: null.</param>
    public static byte[] Socket(bool isDatagram, string key, long ack, string data, long seq) => Line(
        $"{{\"cmd\":\"NODE_HANDLE\",\"type\":\"{(isDatagram ? "dgram" : "net")}.Native\",\"msg\":{{"
        + $"\"cmd\":\"NODE_CLUSTER\",\"errno\":0,\"key\":\"{key}\",\"ack\":{Number(ack)},\"data\":{Data(data)},\"seq\":{Number(seq)}}}}}");

    /// <summary>The answer to a query: connections will come one by one.</summary>
    /// <param name="name">What the program is told as its own address; null for a Unix socket.</param>
    public static byte[] Served(string key, long ack, string data, IPEndPoint? name, long seq) => Line(
        $"{{\"cmd\":\"NODE_CLUSTER\",\"errno\":null,\"key\":\"{key}\",\"ack\":{Number(ack)},\"data\":{Data(data)}"
        + $"{(name is null ? "" : $",\"sockname\":{Name(name)}")},\"seq\":{Number(seq)}}}");

    /// <param name="errno">Above 0.</param>
    public static byte[] Refusal(int errno, string key, long ack, string data, long seq) => Line(
        $"{{\"cmd\":\"NODE_CLUSTER\",\"errno\":{Number(-errno)},\"key\":\"{key}\",\"ack\":{Number(ack)},"
        + $"\"data\":{Data(data)},\"seq\":{Number(seq)}}}");

    /// <summary>A message for the program: JSON in one line, however it was written.</summary>
    /// <returns>null: it is no JSON, or one that only Node itself may send.</returns>
    public static byte[]? Message(string json)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = ChannelReader.DepthMax };
            using var document = JsonDocument.Parse(json, options);
            var line = JsonSerializer.SerializeToUtf8Bytes(document.RootElement, ClusterJson.Default.JsonElement);
            return ChannelReader.Read(line) is ChannelLine.Message ? [.. line, (byte)'\n'] : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return null;
        }
        catch (ArgumentException)
        {
            // The same, as it is.
            return null;
        }
    }

    /// <summary>A text as a message.</summary>
    public static byte[] Words(string text) => Line(JsonSerializer.Serialize(text, ClusterJson.Default.String));

    private static string Name(IPEndPoint name) =>
        $"{{\"address\":\"{name.Address}\",\"family\":\"{Family(name)}\",\"port\":{Number(name.Port)}}}";

    private static string Family(IPEndPoint name) =>
        name.Address.GetAddressBytes().Length == Ipv4Bytes ? "IPv4" : "IPv6";

    private static string Data(string data) => data.Length == 0 ? "null" : data;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
