using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Linux.Tests.Polling;

public sealed class PollerTests : IDisposable
{
    private readonly Poller _poller = new();

    public void Dispose() => _poller.Dispose();

    [Fact]
    public void Wakeup_wakes_until_it_is_reset()
    {
        using var wakeup = new Wakeup();
        var calls = 0;
        Assert.Equal(0, _poller.Add(wakeup.Fd, Interest.Readable, _ => calls++));
        _poller.Wait(TimeSpan.Zero);
        Assert.Equal(0, calls);
        wakeup.Set();
        wakeup.Set();
        _poller.Wait(timeout: null);
        _poller.Wait(timeout: null);
        Assert.Equal(2, calls);
        wakeup.Reset();
        _poller.Wait(TimeSpan.Zero);
        Assert.Equal(2, calls);
    }

    /// <summary>And its number may be another descriptor's already.</summary>
    [Fact]
    public void Descriptor_that_another_call_closed_is_not_called_in_the_same_round()
    {
        var pairs = Enumerable.Range(0, 4).Select(_ => Pair()).ToArray();
        var calls = 0;
        foreach (var (ours, theirs) in pairs)
        {
            Assert.Equal(0, Descriptor.WriteAll(theirs, "x"u8));
            Assert.Equal(0, _poller.Add(ours, Interest.Readable, _ =>
            {
                calls++;
                foreach (var (other, far) in pairs)
                {
                    _poller.Remove(other);
                    other.Dispose();
                    far.Dispose();
                }

                var (next, end) = Pair();
                Assert.Equal(0, Descriptor.WriteAll(end, "x"u8));
                Assert.Equal(0, _poller.Add(next, Interest.Readable, _ => calls += 100));
                next.Dispose();
                end.Dispose();
            }));
        }

        _poller.Wait(timeout: null);
        Assert.Equal(1, calls);
        _poller.Wait(TimeSpan.Zero);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void What_is_urgent_is_called_between_calls_that_take_long_and_in_their_middle()
    {
        using var urgent = new Wakeup();
        using var slow = new Wakeup();
        using var slower = new Wakeup();
        var order = new List<string>();
        Assert.Equal(0, _poller.Add(slow.Fd, Interest.Readable, _ => Take(slow, "slow")));
        Assert.Equal(0, _poller.Add(slower.Fd, Interest.Readable, _ =>
        {
            Take(slower, "slower");
            _poller.GiveWay();
            order.Add("the rest");
        }));
        Assert.Equal(0, _poller.AddUrgent(urgent.Fd, Interest.Readable, _ =>
        {
            urgent.Reset();
            order.Add("urgent");
        }));
        slow.Set();
        slower.Set();
        _poller.Wait(timeout: null);
        Assert.Equal(["slow", "urgent", "slower", "urgent", "the rest"], order);

        void Take(Wakeup wakeup, string name)
        {
            wakeup.Reset();
            order.Add(name);
            urgent.Set();
            var until = DateTime.UtcNow.AddMilliseconds(5);
            Assert.True(SpinWait.SpinUntil(() => DateTime.UtcNow > until, TimeSpan.FromSeconds(5)));
        }
    }

    [Fact]
    public void What_is_urgent_wakes_can_change_and_can_be_removed()
    {
        var (ours, theirs) = Pair();
        using (ours)
        using (theirs)
        {
            var calls = 0;
            Assert.Equal(0, _poller.AddUrgent(ours, Interest.Readable, _ => calls++));
            _poller.Wait(TimeSpan.Zero);
            Assert.Equal(0, calls);
            _poller.Change(ours, Interest.ReadableOrWritable);
            _poller.Wait(timeout: null);
            Assert.Equal(1, calls);
            _poller.Remove(ours);
            _poller.Wait(TimeSpan.Zero);
            Assert.Equal(1, calls);
        }
    }

    [Fact]
    public void Interest_can_be_changed_and_hang_up_always_wakes()
    {
        var (ours, theirs) = Pair();
        using (ours)
        {
            var last = default(Ready);
            Assert.Equal(0, _poller.Add(ours, Interest.Readable, ready => last = ready));
            _poller.Change(ours, Interest.ReadableOrWritable);
            _poller.Wait(timeout: null);
            Assert.Equal(new Ready(false, true, false), last);
            _poller.Change(ours, Interest.HangUpEdge);
            Assert.Equal(0, Descriptor.WriteAll(theirs, "x"u8));
            last = default;
            _poller.Wait(TimeSpan.Zero);
            Assert.Equal(default, last);
            theirs.Dispose();
            _poller.Wait(timeout: null);
            Assert.True(last.HungUp);
            _poller.Remove(ours);
            _poller.Remove(ours);
            _poller.Change(ours, Interest.Readable);
        }
    }

    [Fact]
    public void Closed_descriptor_and_file_cannot_be_added()
    {
        var (ours, theirs) = Pair();
        ours.Dispose();
        using (theirs)
        {
            Assert.Equal(Errno.EBADF, _poller.Add(ours, Interest.Readable, _ => { }));
            Assert.Throws<InvalidOperationException>(() => _poller.AddVital(ours, Interest.Readable, _ => { }));
        }

        Assert.Equal(0, Descriptor.CreateMemoryFile("file", out var file));
        using (file)
        {
            Assert.Equal(Errno.EPERM, _poller.Add(file, Interest.Readable, _ => { }));
        }
    }

    private static (OwnedFd Ours, OwnedFd Theirs) Pair()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        return (ours, theirs);
    }
}
