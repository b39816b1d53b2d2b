using System.Text;

namespace Init.Core.Tests.Cluster;

/// <summary>Lines that a worker might write: what Node writes, the same with something wrong, JSON of any kind, and
/// bytes. Without their ends; a line may contain some.</summary>
internal sealed class ChannelFuzz(Random chance)
{
    private const int DepthMax = 5;

    private static readonly byte[][] Real = [.. Traces.All.Select(Encoding.UTF8.GetBytes)];

    private static readonly string[] Names =
    [
        "cmd", "act", "seq", "ack", "key", "data", "address", "port", "addressType", "fd", "index", "flags", "backlog",
        "accepted", "msg", "type", "readableAll", "writableAll", "x", "", "c\\u006dd", "\\ud800", "__proto__",
    ];

    private static readonly string[] Scalars =
    [
        "0", "1", "-1", "4", "6", "3000", "65535", "65536", "511", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "1e999", "-0", "0.5", "1E2", "01", "true", "false", "null", "NaN", "undefined", "\"\"",
        "\"NODE_CLUSTER\"", "\"NODE_HANDLE\"", "\"NODE_HANDLE_ACK\"", "\"NODE_HANDLE_NACK\"", "\"NODE_\"", "\"online\"",
        "\"queryServer\"", "\"listening\"", "\"close\"", "\"exitedAfterDisconnect\"", "\"udp4\"", "\"udp6\"", "\"4\"",
        "\"127.0.0.1\"", "\"::\"", "\"fe80::1%lo\"", "\"/dev/null/x\"", "\"/no/\\u0000abstract\"", "\"\\ud800\"", "\"\\u2028\"",
        "\"\\uD83D\\uDE00\"", "\"ready\"", "\"pm1x1\"", "\"'\\\"\"",
    ];

    internal byte[] Next() => chance.Next(10) switch
    {
        0 => Real[chance.Next(Real.Length)],
        < 4 => Mutate(Real[chance.Next(Real.Length)]),
        < 8 => Encoding.UTF8.GetBytes(Protocol()),
        8 => Mutate(Encoding.UTF8.GetBytes(Json(DepthMax))),
        _ => Junk(chance.Next(200)),
    };

    /// <summary>An object that looks like Node's.</summary>
    private string Protocol()
    {
        var text = new StringBuilder("{\"cmd\":").Append(chance.Next(8) == 0 ? Json(1) : "\"NODE_CLUSTER\"");
        if (chance.Next(4) != 0)
        {
            text.Append(",\"act\":").Append(chance.Next(8) == 0 ? Json(1) : Scalars[28 + chance.Next(5)]);
        }

        for (var fields = chance.Next(8); fields > 0; fields--)
        {
            text.Append(",\"").Append(Names[chance.Next(Names.Length)]).Append("\":").Append(Json(2));
        }

        return text.Append(chance.Next(20) == 0 ? "" : "}").ToString();
    }

    private string Json(int depth)
    {
        var kind = depth == 0 ? 0 : chance.Next(4);
        if (kind < 2)
        {
            return Scalars[chance.Next(Scalars.Length)];
        }

        var items = Enumerable.Range(0, chance.Next(4)).Select(_ => kind == 2
            ? Json(depth - 1) : $"\"{Names[chance.Next(Names.Length)]}\":{Json(depth - 1)}");
        return kind == 2 ? $"[{string.Join(',', items)}]" : $"{{{string.Join(" , ", items)}}}";
    }

    private byte[] Mutate(byte[] line)
    {
        List<byte> bytes = [.. line];
        for (var changes = chance.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = chance.Next(bytes.Count);
            switch (chance.Next(5))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(chance.Next(1, 10), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Junk(chance.Next(5)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(chance.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Scalars[chance.Next(Scalars.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private byte[] Junk(int length)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }
}
