using System.Net.Sockets;
using System.Text;
using Init.Core.Notify;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Init.Runtime.Supervision;
using Xunit;

namespace Init.Runtime.Tests.Supervision;

public sealed class NotifyMessageTests : IDisposable
{
    private readonly OwnedFd _socket;
    private readonly Socket _worker = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifyMessageTests()
    {
        Assert.Equal(0, MessageChannel.CreateNotifySocket(out _socket, out var name));
        Assert.Matches("^@[0-9a-f]+$", name);
        _worker.Connect(new UnixDomainSocketEndPoint("\0" + name[1..]));
        _worker.Blocking = false;
    }

    public void Dispose()
    {
        _worker.Dispose();
        _socket.Dispose();
    }

    [Theory]
    [InlineData("READY=1", true)]
    [InlineData("STATUS=up\nREADY=1\nMAINPID=7", true)]
    [InlineData("", false)]
    [InlineData("READY=0", false)]
    [InlineData("NOTREADY=1", false)]
    [InlineData("\xff\xff\nREADY=1", true)]
    public void Only_the_line_itself_says_ready(string text, bool isReady)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Assert.Equal(bytes.Length, _worker.Send(bytes));
        Assert.Equal(isReady, TakeReady(_socket));
        Assert.False(TakeReady(_socket));
    }

    [Fact]
    public void Fields_come_in_order_with_their_sender_and_mistakes_are_counted()
    {
        _worker.Send("STATUS=loading\nnonsense"u8.ToArray());
        _worker.Send("READY=1\nSTATUS=up"u8.ToArray());
        var taken = new List<(int, NotifyField)>();
        Assert.Equal(1, NotifyMessage.Take(_socket, (sender, field) => taken.Add((sender, field))));
        var self = Environment.ProcessId;
        Assert.Equal(
            [
                (self, new NotifyField.Status("loading")), (self, new NotifyField.Ready()),
                (self, new NotifyField.Status("up")),
            ],
            taken);
    }

    [Fact]
    public void Barrier_is_lifted_only_after_all_before_it_was_taken()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        var worker = OwnedFd.Inherited((int)_worker.Handle);
        Assert.Equal(0, MessageChannel.Send(worker, "READY=1"u8, theirs));
        Assert.Equal(0, MessageChannel.Send(worker, "BARRIER=1"u8, theirs));
        worker.Release();
        theirs.Dispose();
        var open = new List<bool>();
        NotifyMessage.Take(_socket, (_, _) => open.Add(Descriptor.Read(ours, new byte[1]) == -Errno.EAGAIN));
        Assert.Equal([true, true], open);
        Assert.Equal(0, Descriptor.Read(ours, new byte[1]));
        ours.Dispose();
    }

    [Fact]
    public void Message_that_is_too_long_is_cut()
    {
        _worker.Send(Encoding.ASCII.GetBytes(new string('x', NotifyDatagram.BytesMax) + "\nREADY=1"));
        Assert.False(TakeReady(_socket));
    }

    /// <summary>A worker that sends faster than PID 1 reads must not keep it from reaping.</summary>
    [Fact]
    public async Task Worker_that_floods_is_left_for_the_next_round()
    {
        using var end = new CancellationTokenSource();
        var flood = Task.Run(() =>
        {
            var text = "STATUS=busy"u8.ToArray();
            while (!end.IsCancellationRequested)
            {
                _worker.Poll(1000, SelectMode.SelectWrite);
                try
                {
                    _worker.Send(text);
                }
                catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
                {
                    // Until the reader has read.
                }
            }
        }, TestContext.Current.CancellationToken);
        for (var round = 0; round < 100; round++)
        {
            Assert.False(TakeReady(_socket));
        }

        await end.CancelAsync();
        await flood;
    }

    private static bool TakeReady(OwnedFd socket)
    {
        var isReady = false;
        _ = NotifyMessage.Take(socket, (_, field) => isReady |= field is NotifyField.Ready);
        return isReady;
    }
}
