using Init.Core.Pool;
using Init.Linux.Descriptors;
using Init.Runtime.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Sharing;

public sealed class ServedWorkerTests
{
    private readonly ServedWorker _worker = new(new Seat(0, 0), 1, new OwnedFd());

    [Fact]
    public void Last_value_of_an_option_counts_and_is_taken_once()
    {
        _worker.Record("socket:[1]", new SocketOption(1, 8, [1]));
        _worker.Record("socket:[1]", new SocketOption(1, 7, [5]));
        _worker.Record("socket:[1]", new SocketOption(1, 8, [2]));
        Assert.Equal([(7, 5), (8, 2)], _worker.TakeOptions("socket:[1]").Select(option => (option.Name, (int)option.Value[0])));
        Assert.Empty(_worker.TakeOptions("socket:[1]"));
    }

    [Fact]
    public void Options_of_many_sockets_are_bounded_and_the_newest_is_kept()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _worker.Record($"socket:[{i}]", new SocketOption(1, 8, [1]));
        }

        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => _worker.TakeOptions($"socket:[{i}]").Count > 0), 1, 64);
        _worker.Record("socket:[x]", new SocketOption(1, 8, [1]));
        Assert.Single(_worker.TakeOptions("socket:[x]"));
    }

    [Fact]
    public void Options_of_one_socket_are_bounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            _worker.Record("socket:[1]", new SocketOption(1, i, [1]));
        }

        Assert.Equal(8, _worker.TakeOptions("socket:[1]").Count);
    }
}
