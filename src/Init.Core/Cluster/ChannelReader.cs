using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Init.Core.Cluster;

/// <summary>From the bytes of a line to what it says.</summary>
public static class ChannelReader
{
    /// <summary>Node's own lines are four deep; a program's message may be deeper, but must still fit, wrapped, into
    /// the 64 levels that readers of JSON usually allow.</summary>
    public const int DepthMax = 48;

    private const string InternalPrefix = "NODE_";

    private static readonly ChannelLine Taken = new ChannelLine.HandleTaken();
    private static readonly ChannelLine Missed = new ChannelLine.HandleMissed();
    private static readonly ChannelLine Ignored = new ChannelLine.Ignored();
    private static readonly ChannelLine Malformed = new ChannelLine.Malformed();

    /// <param name="line">Without its end.</param>
    public static ChannelLine Read(ReadOnlySpan<byte> line)
    {
        // These two come with every connection, byte by byte as every version of Node writes them.
        if (line.SequenceEqual("{\"cmd\":\"NODE_HANDLE_ACK\"}"u8))
        {
            return Taken;
        }

        if (TryReadAccepted(line, out var to))
        {
            return new ChannelLine.Reply(to, IsAccepted: true);
        }

        try
        {
            var fields = ChannelFields.Read(line, DepthMax);
            return fields.IsInternal(InternalPrefix) ? Internal(fields) : new ChannelLine.Message(Text(line));
        }
        catch (JsonException)
        {
            return Malformed;
        }
        catch (InvalidOperationException)
        {
            // A string that is no UTF-8, or half of a surrogate pair.
            return Malformed;
        }
        catch (FormatException)
        {
            // A number that fits nowhere.
            return Malformed;
        }
    }

    private static bool TryReadAccepted(ReadOnlySpan<byte> line, out long to)
    {
        to = 0;
        var start = "{\"cmd\":\"NODE_CLUSTER\",\"ack\":"u8;
        var middle = ",\"accepted\":true,\"seq\":"u8;
        if (!line.StartsWith(start) || !Utf8Parser.TryParse(line[start.Length..], out to, out var digits))
        {
            return false;
        }

        var rest = line[(start.Length + digits)..];
        return rest.StartsWith(middle) && rest.Length > middle.Length + 1 && rest[^1] == '}'
            && !rest[middle.Length..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static ChannelLine Internal(ChannelFields fields) => fields.Command switch
    {
        "NODE_HANDLE_ACK" => Taken,
        "NODE_HANDLE_NACK" => Missed,
        "NODE_HANDLE" => new ChannelLine.Handle(fields.Message.Length == 0 ? "null" : fields.Message),
        "NODE_CLUSTER" => Cluster(fields),
        _ => Ignored,
    };

    private static ChannelLine Cluster(ChannelFields fields) => fields switch
    {
        { Ack: { } to } => new ChannelLine.Reply(to, fields.Accepted),
        { Act: "online" } => new ChannelLine.Online(),
        { Act: "queryServer", Seq: { } seq } => new ChannelLine.QueryServer(seq, fields.Query()),
        { Act: "listening" } => new ChannelLine.Listening(fields.Query()),
        { Act: "close", Key: { } key } => new ChannelLine.Close(key),
        { Act: "exitedAfterDisconnect", Seq: { } seq } => new ChannelLine.Leaves(seq),
        _ => Ignored,
    };

    private static string Text(ReadOnlySpan<byte> json) => Encoding.UTF8.GetString(json);
}
