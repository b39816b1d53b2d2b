using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Init.Core.Cluster;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;

namespace Init.Runtime.Tests.Cluster;

/// <summary>The worker's end of a channel, as Node serves it: a line that announces a descriptor gets the oldest one that
/// has come, is acknowledged, and then taken for what is in it.</summary>
internal sealed class FakeNode(OwnedFd fd, int pid) : IDisposable
{
    private const int BytesMax = 64 << 10;

    private readonly ChannelBuffer _received = new();
    private readonly Queue<OwnedFd> _pending = [];
    private readonly List<byte> _unsent = [];
    private long _seq;

    internal int Pid => pid;

    internal OwnedFd Fd => fd;

    /// <summary>The bytes of every line.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>What is no connection, unwrapped.</summary>
    internal List<JsonNode?> Said { get; } = [];

    /// <summary>Sockets that came with answers, by key.</summary>
    internal Dictionary<string, OwnedSocket> Sockets { get; } = [];

    /// <summary>Connections that were accepted and are not served yet.</summary>
    internal Queue<OwnedFd> Connections { get; } = [];

    /// <summary>Hand-overs that came, accepted or not.</summary>
    internal int HandOvers { get; private set; }

    internal int Refused { get; private set; }

    internal bool IsAtEnd { get; private set; }

    /// <summary>null: it does not answer connections at all.</summary>
    internal Func<int, bool>? Accepts { get; set; } = _ => true;

    internal bool Acknowledges { get; set; } = true;

    /// <summary>It has run out of descriptors: what comes is lost.</summary>
    internal bool LosesDescriptors { get; set; }

    /// <summary>Every descriptor came with a line of its own, which it began with.</summary>
    internal bool OneEach { get; private set; } = true;

    internal void Say(string line) => Say(Encoding.UTF8.GetBytes(line + "\n"));

    internal void Say(ReadOnlySpan<byte> bytes, OwnedFd? passed = null)
    {
        if (MessageChannel.TrySend(fd, bytes, passed) is var sent && sent != bytes.Length)
        {
            throw new InvalidOperationException($"sent {sent} of {bytes.Length} bytes");
        }
    }

    /// <returns>Bytes that there was room for.</returns>
    internal int TrySay(ReadOnlySpan<byte> bytes) => Math.Max(0, MessageChannel.TrySend(fd, bytes, null));

    internal void SayCluster(string fields) => Say(Cluster(fields));

    /// <summary>After each server that it got.</summary>
    internal void SayListening() =>
        SayCluster("\"act\":\"listening\",\"index\":0,\"data\":null,\"address\":null,\"port\":3000,\"addressType\":4");

    /// <returns>The number that the answer will name.</returns>
    internal long Query(string address, int? port, string type, string more = "")
    {
        var number = _seq;
        var written = port is { } known ? known.ToString(CultureInfo.InvariantCulture) : "null";
        SayCluster(
            "\"act\":\"queryServer\",\"index\":0,\"data\":null,"
            + $"\"address\":{(address.Length == 0 ? "null" : JsonValue.Create(address).ToJsonString())},"
            + $"\"port\":{written},\"addressType\":{type}{more}");
        return number;
    }

    /// <summary>The answer to a query; null: none has come.</summary>
    internal JsonNode? Answer(long number) =>
        Said.LastOrDefault(line => line is JsonObject && line["ack"] is { } ack && (long)ack == number);

    /// <summary>Takes what has come, and answers.</summary>
    internal void Read()
    {
        var buffer = new byte[BytesMax];
        while (true)
        {
            Flush();
            var count = MessageChannel.Receive(fd, buffer, out var passed, out _);
            if (passed is not null)
            {
                OneEach &= _received.Length == 0 && count > 0
                    && buffer.AsSpan(0, count).StartsWith("{\"cmd\":\"NODE_HANDLE\""u8)
                    && buffer.AsSpan(0, count).IndexOf((byte)'\n') == count - 1;
                Keep(passed);
            }

            if (count <= 0)
            {
                IsAtEnd |= count != -Errno.EAGAIN;
                return;
            }

            _received.Append(buffer.AsSpan(0, count));
            while (_received.TryTake(out var line))
            {
                Take(Encoding.UTF8.GetString(line));
            }
        }
    }

    /// <summary>Says 200 to everybody.</summary>
    internal void Serve()
    {
        while (Connections.TryDequeue(out var connection))
        {
            using (connection)
            {
                _ = Descriptor.WriteAll(connection, Encoding.ASCII.GetBytes($"200 {pid}\n"));
            }
        }
    }

    public void Dispose()
    {
        foreach (var held in _pending.Concat(Connections).Concat<IDisposable>(Sockets.Values))
        {
            held.Dispose();
        }

        fd.Dispose();
    }

    private string Cluster(string fields) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"cmd":"NODE_CLUSTER",{{fields}},"seq":{{_seq++}}}""");

    /// <summary>Node never waits for room, and forgets nothing.</summary>
    private void SayLater(string line)
    {
        _unsent.AddRange(Encoding.UTF8.GetBytes(line + "\n"));
        Flush();
    }

    private void Flush()
    {
        while (_unsent.Count > 0 && TrySay(CollectionsMarshal.AsSpan(_unsent)) is var sent and > 0)
        {
            _unsent.RemoveRange(0, sent);
        }
    }

    private void Keep(OwnedFd passed)
    {
        if (LosesDescriptors)
        {
            passed.Dispose();
        }
        else
        {
            _pending.Enqueue(passed);
        }
    }

    private void Take(string text)
    {
        Lines.Add(text);
        var line = JsonNode.Parse(text);
        if (line is not JsonObject || (string?)line["cmd"] != "NODE_HANDLE")
        {
            Said.Add(line);
            return;
        }

        var passed = _pending.TryDequeue(out var first) ? first : null;
        if (Acknowledges)
        {
            SayLater(passed is null ? "{\"cmd\":\"NODE_HANDLE_NACK\"}" : "{\"cmd\":\"NODE_HANDLE_ACK\"}");
        }

        if (passed is not null)
        {
            TakeDescriptor(line["msg"]!, passed);
        }
    }

    private void TakeDescriptor(JsonNode message, OwnedFd passed)
    {
        if ((string?)message["act"] != "newconn")
        {
            Said.Add(message);
            Sockets[(string)message["key"]!] = OwnedSocket.Inherited(passed.Release());
            return;
        }

        HandOvers++;
        var accepts = Accepts?.Invoke(HandOvers);
        if (accepts is null)
        {
            passed.Dispose();
            return;
        }

        SayLater(Cluster($"\"ack\":{message["seq"]},\"accepted\":{(accepts.Value ? "true" : "false")}"));
        if (accepts.Value)
        {
            Connections.Enqueue(passed);
        }
        else
        {
            Refused++;
            passed.Dispose();
        }
    }
}
