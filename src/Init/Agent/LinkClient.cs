using System.Net.Sockets;
using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Doors;

namespace Init.Agent;

/// <summary>The agent's end of the link. It sends only when someone asks, and what may be unanswered at a time is
/// bounded (one snapshot, one look at the vitals, one drain, a few commands), so the socket's buffer always has room and a send never waits.
/// </summary>
/// <param name="accepted">Connections accepted on TCP so far.</param>
/// <param name="wait">How long one ask waits; <see cref="AskWait"/> outside of tests.</param>
internal sealed class LinkClient : ISupervisor
{
    /// <summary>Just below the kubelet's default probe timeout of 1 s, so that the reason still arrives there.
    /// </summary>
    internal static readonly TimeSpan AskWait = TimeSpan.FromMilliseconds(900);

    private readonly Socket socket;
    private readonly Func<long> accepted;
    private readonly TimeSpan wait;
    private readonly Lock sending = new();
    private readonly SingleFlight snapshots;
    private readonly SingleFlight vitals;
    private readonly SingleFlight drains;
    private readonly CommandQueue commands;
    private long lastId;

    internal LinkClient(Socket socket, Func<long> accepted, TimeSpan wait)
    {
        this.socket = socket;
        this.accepted = accepted;
        this.wait = wait;
        snapshots = new SingleFlight(() => Send(LinkRequestKind.Snapshot));
        vitals = new SingleFlight(() => Send(LinkRequestKind.Vitals));
        drains = new SingleFlight(() => Send(LinkRequestKind.Command, new Command(CommandVerb.Drain)));
        commands = new CommandQueue(command => Send(LinkRequestKind.Command, command));
    }

    public NewsRing News { get; } = new();

    public async Task<Snapshot?> AskAsync() => (await WithinAsync(snapshots.Join()))?.Snapshot;

    public async Task<Vitals?> AskVitalsAsync() => (await WithinAsync(vitals.Join()))?.Vitals;

    /// <summary>Drains are one, however many ask: a drain must never be refused for want of room.</summary>
    public async Task<CommandReply?> CommandAsync(Command command) =>
        await WithinAsync(command.Verb == CommandVerb.Drain ? drains.Join() : commands.Add(command))
            is { Snapshot: { } snapshot } reply
            ? new CommandReply(snapshot, reply.Refusal)
            : null;

    /// <summary>Tells the outcome of a health check. Nobody answers, so where a supervisor does not read there is no
    /// room some day, and the result is left out: the next one says the same.</summary>
    internal void Report(CheckResult result)
    {
        if (socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite))
        {
            Send(LinkRequestKind.Checked, check: result);
        }
    }

    /// <summary>Reads replies until the link ends; call it once.</summary>
    internal async Task<LinkEnd> RunAsync()
    {
        try
        {
            return await ReadRepliesAsync();
        }
        catch (SocketException)
        {
            return LinkEnd.Closed;
        }
        catch (JsonException e)
        {
            return new LinkEnd(null, $"not a reply: {e.Message}");
        }
        finally
        {
            snapshots.Close();
            vitals.Close();
            drains.Close();
            commands.Close();
            News.End();
        }
    }

    private async Task<LinkEnd> ReadRepliesAsync()
    {
        var frame = new byte[LinkFrame.HeaderBytes];
        while (await FillAsync(frame.AsMemory(0, LinkFrame.HeaderBytes)))
        {
            var bytes = LinkFrame.ReadHeader(frame);
            if (bytes < 0)
            {
                return new LinkEnd(null, $"a frame is empty or larger than {LinkFrame.BodyBytesMax} bytes");
            }

            if (frame.Length < bytes)
            {
                frame = new byte[bytes];
            }

            if (!await FillAsync(frame.AsMemory(0, bytes)))
            {
                break;
            }

            var reply = JsonSerializer.Deserialize(frame.AsSpan(0, bytes), LinkJson.Default.LinkReply)
                ?? throw new JsonException("null");
            if (reply.Stop)
            {
                return new LinkEnd(reply, null);
            }

            Take(reply);
        }

        return LinkEnd.Closed;
    }

    private void Take(LinkReply reply)
    {
        if (reply.News is { Count: > 0 } news)
        {
            News.Add(news);
        }

        if (reply.Id != 0)
        {
            // A reply that nobody waits for is not an error: who asked may have given up.
            _ = snapshots.Land(reply) || vitals.Land(reply) || drains.Land(reply) || commands.Land(reply);
        }
        else if (reply.News is not { Count: > 0 })
        {
            Send(LinkRequestKind.Pong);
        }
    }

    private async ValueTask<bool> FillAsync(Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var read = await socket.ReceiveAsync(buffer, SocketFlags.None);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }

    private long Send(LinkRequestKind kind, Command? command = null, CheckResult? check = null)
    {
        lock (sending)
        {
            var request = new LinkRequest(kind, ++lastId, accepted()) { Command = command, Check = check };
            var frame = LinkFrame.Of(JsonSerializer.SerializeToUtf8Bytes(request, LinkJson.Default.LinkRequest));
            try
            {
                socket.Send(frame);
            }
            catch (SocketException)
            {
                // The supervisor is gone: the reader sees the end of the link and closes the flights.
            }

            return lastId;
        }
    }

    private async Task<LinkReply?> WithinAsync(Task<LinkReply?> flight)
    {
        try
        {
            return await flight.WaitAsync(wait);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
