using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Spec;

public sealed class SmallParserTests
{
    [Theory]
    [InlineData("SIGTERM", 15)]
    [InlineData("TERM", 15)]
    [InlineData("sigquit", 3)]
    [InlineData("15", 15)]
    [InlineData("SYS", 31)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    [InlineData("64", 64)]
    public void Signal_is_read(string text, int signal) => Assert.Equal(signal, SignalName.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("SIG")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("SIGNOPE")]
    [InlineData("SIGRTMIN+31")]
    [InlineData("-15")]
    public void What_is_no_signal_is_a_fault(string text) => Assert.NotNull(SignalName.Parse(text).Fault);

    [Theory]
    [InlineData(15, "SIGTERM")]
    [InlineData(37, "SIGRTMIN+3")]
    [InlineData(32, "signal 32")]
    public void Signal_has_a_name(int signal, string name) => Assert.Equal(name, SignalName.Of(signal));

    [Fact]
    public void Restart_limit_is_read() =>
        Assert.Equal(new RestartLimit(10, TimeSpan.FromMinutes(1)), RestartLimit.Parse("10/60s").Value);

    [Theory]
    [InlineData("10")]
    [InlineData("10/")]
    [InlineData("10/60")]
    [InlineData("10/0s")]
    [InlineData("-1/60s")]
    [InlineData("1001/60s")]
    [InlineData("/60s")]
    public void What_is_no_restart_limit_is_a_fault(string text) => Assert.NotNull(RestartLimit.Parse(text).Fault);

    [Theory]
    [InlineData("3000", Transport.Tcp, 3000)]
    [InlineData("tcp:80", Transport.Tcp, 80)]
    [InlineData("udp:53", Transport.Udp, 53)]
    public void Port_is_read(string text, Transport transport, int number) =>
        Assert.Equal(new PortName(transport, number), PortName.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("+80")]
    [InlineData(":80")]
    [InlineData("sctp:80")]
    public void What_is_no_port_is_a_fault(string text) => Assert.NotNull(PortName.Parse(text).Fault);

    [Theory]
    [InlineData(":80", Transport.Tcp, "", 80, "")]
    [InlineData("*:80", Transport.Tcp, "", 80, "")]
    [InlineData("127.0.0.1:80", Transport.Tcp, "127.0.0.1", 80, "")]
    [InlineData("localhost:80", Transport.Tcp, "127.0.0.1", 80, "")]
    [InlineData("[::1]:80", Transport.Tcp, "::1", 80, "")]
    [InlineData("udp::53", Transport.Udp, "", 53, "")]
    [InlineData("udp:10.0.0.1:53", Transport.Udp, "10.0.0.1", 53, "")]
    [InlineData("unix:/run/app.sock", Transport.Unix, "", 0, "/run/app.sock")]
    [InlineData("unix:@app", Transport.Unix, "", 0, "@app")]
    public void Address_is_read(string text, Transport transport, string host, int port, string path) =>
        Assert.Equal(new ListenAddress(text, transport, host, port, path), ListenAddress.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData(":")]
    [InlineData(":65536")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[fe80::1%eth0]:80")]
    [InlineData("1:80")]
    [InlineData("example.com:80")]
    [InlineData("http://:80")]
    [InlineData("unix:")]
    [InlineData("unix:/")]
    [InlineData("unix:run/app.sock")]
    public void What_is_no_address_is_a_fault(string text) => Assert.NotNull(ListenAddress.Parse(text).Fault);

    [Fact]
    public void Bare_port_as_address_is_told_its_colon() =>
        Assert.Equal("write :3000", ListenAddress.Parse("3000").Fault?.Instead);

    [Fact]
    public void Unix_path_is_bounded_by_its_bytes()
    {
        Assert.Null(ListenAddress.Parse($"unix:/{new string('x', 106)}").Fault);
        Assert.NotNull(ListenAddress.Parse($"unix:/{new string('é', 54)}").Fault);
    }

    [Theory]
    [InlineData("auto", ReadyKind.Auto, 0)]
    [InlineData("notify", ReadyKind.Notify, 0)]
    [InlineData("listen", ReadyKind.Listen, 0)]
    [InlineData("after:2s", ReadyKind.After, 2)]
    public void Ready_rule_is_read(string text, ReadyKind kind, int seconds) =>
        Assert.Equal(new ReadyRule(kind, TimeSpan.FromSeconds(seconds)), ReadyRule.Parse(text).Value);

    [Theory]
    [InlineData("after:")]
    [InlineData("after:2")]
    [InlineData("Notify")]
    public void What_is_no_ready_rule_is_a_fault(string text) => Assert.NotNull(ReadyRule.Parse(text).Fault);

    [Fact]
    public void Quoted_text_is_cut_and_shows_its_control_characters() =>
        Assert.Equal($"\"\\x1b{new string('x', 63)}…\"", Fault.Quote("\u001b" + new string('x', 100)));
}
