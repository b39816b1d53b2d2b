using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using Init.Core.Link;
using Init.Core.Read;
using Xunit;

namespace Init.Runtime.Tests.Agent;

/// <summary>The supervisor's end of a link; a test says when and what it answers.</summary>
internal sealed class FakeSupervisor : IDisposable
{
    private readonly Socket socket;
    private readonly Lock sending = new();
    private readonly Channel<LinkRequest> requests = Channel.CreateUnbounded<LinkRequest>();

    private FakeSupervisor(Socket socket, Socket agentEnd)
    {
        this.socket = socket;
        AgentEnd = agentEnd;
        _ = Task.Run(ReadAsync);
    }

    internal Socket AgentEnd { get; }

    /// <summary>Answers every request with it; null: the test answers by hand.</summary>
    internal Snapshot? Answers { get; set; }

    internal int Unread => requests.Reader.Count;

    internal static FakeSupervisor Create()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint($"\0pm1-test-{Guid.NewGuid():N}");
        listener.Bind(address);
        listener.Listen(1);
        var agentEnd = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        agentEnd.Connect(address);
        return new FakeSupervisor(listener.Accept(), agentEnd);
    }

    internal async Task<LinkRequest> NextAsync() =>
        await requests.Reader.ReadAsync(TestContext.Current.CancellationToken);

    internal void Reply(long id, Snapshot snapshot, Refusal? refusal = null) =>
        Send(new LinkReply(id, snapshot, Stop: false, 0) { Refusal = refusal });

    internal void ReplyVitals(long id, Snapshot snapshot) =>
        Send(new LinkReply(id, null, Stop: false, 0) { Vitals = Snapshots.Vitals(snapshot) });

    internal void Tell(IReadOnlyList<LinkNews> news) => Send(new LinkReply(0, null, Stop: false, 0) { News = news });

    internal void Stop(Snapshot snapshot, int flushMilliseconds) =>
        Send(new LinkReply(0, snapshot, Stop: true, flushMilliseconds));

    internal void SendRaw(byte[] bytes) => socket.Send(bytes);

    internal void SendHeader(int bodyBytes)
    {
        var header = new byte[LinkFrame.HeaderBytes];
        LinkFrame.WriteHeader(header, bodyBytes);
        SendRaw(header);
    }

    internal void Hangup() => socket.Shutdown(SocketShutdown.Both);

    public void Dispose()
    {
        socket.Dispose();
        AgentEnd.Dispose();
    }

    private void Send(LinkReply reply)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, LinkJson.Default.LinkReply);
        // The reader answers while a test does: two frames must not mix.
        lock (sending)
        {
            SendHeader(body.Length);
            SendRaw(body);
        }
    }

    private async Task ReadAsync()
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var header = new byte[LinkFrame.HeaderBytes];
        while (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            var body = new byte[LinkFrame.ReadHeader(header)];
            await stream.ReadExactlyAsync(body);
            var request = JsonSerializer.Deserialize(body, LinkJson.Default.LinkRequest)!;
            requests.Writer.TryWrite(request);
            if (Answers is { } snapshot && request.Kind == LinkRequestKind.Vitals)
            {
                ReplyVitals(request.Id, snapshot);
            }
            else if (Answers is { } whole)
            {
                Reply(request.Id, whole);
            }
        }
    }
}
