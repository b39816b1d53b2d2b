using System.Net.Sockets;
using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Init.Runtime.Reporting;
using Xunit;

namespace Init.Runtime.Tests.Reporting;

public sealed class SupervisorNotifyTests : IDisposable
{
    private readonly List<string> _failures = [];
    private readonly OwnedFd _listener;
    private readonly string _name;

    public SupervisorNotifyTests() => Assert.Equal(0, MessageChannel.CreateNotifySocket(out _listener, out _name));

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Whoever_listens_hears_every_word_from_our_pid()
    {
        var notify = Of(("NOTIFY_SOCKET", _name));
        notify.Ready("4 workers");
        notify.Status("a\nb");
        notify.Reloading(TimeSpan.FromSeconds(1.5));
        notify.Stopping();
        Assert.Equal(
            ["READY=1\nSTATUS=4 workers", "STATUS=a b", "RELOADING=1\nMONOTONIC_USEC=1500000", "STOPPING=1"], Heard());
        Assert.Null(notify.Deadline);
    }

    [Fact]
    public void Socket_in_the_file_system_is_reached_too()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "notify");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        Of(("NOTIFY_SOCKET", path)).Stopping();
        var buffer = new byte[64];
        Assert.Equal("STOPPING=1", Encoding.UTF8.GetString(buffer, 0, listener.Receive(buffer)));
    }

    [Fact]
    public void Nobody_who_listens_is_no_failure()
    {
        Of().Ready("x");
        Assert.Empty(_failures);
    }

    [Fact]
    public void Failure_is_said_once()
    {
        var notify = Of(("NOTIFY_SOCKET", "/nowhere/at/all"));
        notify.Ready("x");
        notify.Stopping();
        Assert.Equal("cannot notify /nowhere/at/all: no such file or directory", Assert.Single(_failures));
    }

    [Theory]
    [InlineData("vsock:2:1234")]
    [InlineData("relative")]
    [InlineData("@")]
    public void Address_of_another_kind_is_said_and_left_alone(string address)
    {
        Of(("NOTIFY_SOCKET", address)).Ready("x");
        Assert.Single(_failures);
    }

    [Fact]
    public void Full_listener_is_not_waited_for()
    {
        var notify = Of(("NOTIFY_SOCKET", _name));
        for (var i = 0; i < 10_000; i++)
        {
            notify.Status("busy");
        }

        Assert.Single(_failures);
    }

    [Fact]
    public void Watchdog_hears_a_beat_at_half_of_its_period()
    {
        var notify = Of(("NOTIFY_SOCKET", _name), ("WATCHDOG_USEC", "10000000"), ("WATCHDOG_PID", $"{Environment.ProcessId}"));
        for (var second = 100; second < 115; second++)
        {
            notify.TakeTime(TimeSpan.FromSeconds(second));
        }

        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"], Heard());
        Assert.Equal(TimeSpan.FromSeconds(115), notify.Deadline);
    }

    [Theory]
    [InlineData("10000000", "1")]
    [InlineData("0", "")]
    [InlineData("x", "")]
    [InlineData("99999999999999999999", "")]
    public void Watchdog_of_another_or_of_nonsense_is_none(string period, string pid) =>
        Assert.Null(Of(("NOTIFY_SOCKET", _name), ("WATCHDOG_USEC", period), ("WATCHDOG_PID", pid)).Deadline);

    private SupervisorNotify Of(params (string Name, string Value)[] variables) => SupervisorNotify.Of(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value, (message, _) => _failures.Add(message));

    private List<string> Heard()
    {
        var heard = new List<string>();
        var buffer = new byte[4096];
        while (MessageChannel.Receive(_listener, buffer, out _, out var sender) is var count and >= 0)
        {
            Assert.Equal(Environment.ProcessId, sender);
            heard.Add(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return heard;
    }
}
