using System.Diagnostics;
using System.Globalization;
using System.Text;
using Init.Core.Notify;
using Xunit;

namespace Init.Core.Tests.Notify;

public sealed class NotifyDatagramTests
{
    private static readonly string[] Names =
    [
        "READY", "RELOADING", "STOPPING", "STATUS", "WATCHDOG", "WATCHDOG_USEC", "EXTEND_TIMEOUT_USEC", "MAINPID", "ERRNO",
        "EXIT_STATUS", "BARRIER", "MONOTONIC_USEC", "FDSTORE", "X_FOO", "", "ready",
    ];

    private static readonly string[] Values =
        ["1", "0", "trigger", "", "18446744073709551615", "99999999999999999999", "-1", "+1", " 1", "1 ", "7", "\0", "é", "=", "\u202e\u001b[2J"];

    public static TheoryData<string, NotifyField> OneEach => new()
    {
        { "READY=1", new NotifyField.Ready() },
        { "RELOADING=1", new NotifyField.Reloading(null) },
        { "STOPPING=1", new NotifyField.Stopping() },
        { "STATUS=up and well", new NotifyField.Status("up and well") },
        { "STATUS=", new NotifyField.Status("") },
        { "STATUS=a=b", new NotifyField.Status("a=b") },
        { "WATCHDOG=1", new NotifyField.Alive() },
        { "WATCHDOG=trigger", new NotifyField.Unwell() },
        { "WATCHDOG_USEC=2500000", new NotifyField.Heartbeat(TimeSpan.FromSeconds(2.5)) },
        { "EXTEND_TIMEOUT_USEC=1000000", new NotifyField.ExtendTimeout(TimeSpan.FromSeconds(1)) },
        { "MAINPID=4711", new NotifyField.MainPid(4711) },
        { "ERRNO=13", new NotifyField.Errno(13) },
        { "EXIT_STATUS=255", new NotifyField.ExitStatus(255) },
        { "BARRIER=1", new NotifyField.Barrier() },
    };

    [Theory]
    [MemberData(nameof(OneEach))]
    public void Field_is_read(string line, NotifyField field)
    {
        var read = Parse(line + "\n");
        Assert.Equal(field, Assert.Single(read.Fields));
        Assert.Equal(0, read.Malformed);
    }

    [Theory]
    [InlineData("READY=0")]
    [InlineData("READY=11")]
    [InlineData("READY")]
    [InlineData("=1")]
    [InlineData("WATCHDOG=yes")]
    [InlineData("WATCHDOG_USEC=0")]
    [InlineData("WATCHDOG_USEC=18446744073709551615")]
    [InlineData("EXTEND_TIMEOUT_USEC=99999999999999999999")]
    [InlineData("MAINPID=1")]
    [InlineData("MAINPID=0")]
    [InlineData("MAINPID=-5")]
    [InlineData("MAINPID=+5")]
    [InlineData("MAINPID=4194305")]
    [InlineData("MAINPID=5x")]
    [InlineData("ERRNO=-1")]
    [InlineData("ERRNO=4096")]
    [InlineData("EXIT_STATUS=256")]
    [InlineData("BARRIER=2")]
    [InlineData("MONOTONIC_USEC=x")]
    public void Malformed_line_is_counted_and_the_rest_still_counts(string line)
    {
        var read = Parse($"STOPPING=1\n{line}\nREADY=1");
        Assert.Equal([new NotifyField.Stopping(), new NotifyField.Ready()], read.Fields);
        Assert.Equal(1, read.Malformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("FDSTORE=1\nX_VENDOR=anything\nMONOTONIC_USEC=5\nready=1")]
    public void What_pm1_has_no_use_for_is_no_mistake(string text) =>
        Assert.Equivalent(new NotifyDatagram([], 0), Parse(text), strict: true);

    [Theory]
    [InlineData("RELOADING=1\nMONOTONIC_USEC=1500000")]
    [InlineData("MONOTONIC_USEC=1500000\nRELOADING=1")]
    public void Reload_takes_its_time_from_the_other_line(string text) =>
        Assert.Equal(new NotifyField.Reloading(TimeSpan.FromSeconds(1.5)), Assert.Single(Parse(text).Fields));

    [Fact]
    public void Status_cannot_command_a_terminal_and_is_cut_between_letters()
    {
        Assert.Equal(new NotifyField.Status("[2J red  back"), Parse("STATUS=\u001b[2J\tred\u202e\u0085back").Fields[0]);
        var long_ = string.Concat(Enumerable.Repeat("\U0001F600", 150));
        var text = Assert.IsType<NotifyField.Status>(Parse($"STATUS={long_}").Fields[0]).Text;
        Assert.Equal(string.Concat(Enumerable.Repeat("\U0001F600", StatusText.CharsMax / 2)), text);
        Assert.Equal("\ufffd\ufffdx", StatusText.Of([0xff, 0xc3, (byte)'x']));
    }

    [Fact]
    public void Datagram_that_is_too_long_is_cut() =>
        Assert.Empty(Parse(new string('x', NotifyDatagram.BytesMax) + "\nREADY=1").Fields);

    /// <summary>A second here; as long as PM1_FUZZ_SECONDS says where somebody wants more.</summary>
    [Fact]
    public void No_datagram_breaks_the_parser()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PM1_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20260714;
        var time = int.TryParse(Environment.GetEnvironmentVariable("PM1_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        var chance = new Random(seed);
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 20_000 || watch.Elapsed < time; round++)
        {
            var bytes = Bytes(chance);
            var read = NotifyDatagram.Parse(bytes);
            var lines = bytes.AsSpan(0, Math.Min(bytes.Length, NotifyDatagram.BytesMax)).Count((byte)'\n') + 1;
            Assert.True(read.Fields.Count + read.Malformed <= lines, $"seed {seed}, round {round}");
            Assert.All(read.Fields, field => Assert.True(IsSound(field), $"seed {seed}, round {round}: {field}"));
        }
    }

    private static bool IsSound(NotifyField field) => field switch
    {
        NotifyField.Status status => status.Text.Length <= StatusText.CharsMax && !status.Text.Any(char.IsControl),
        NotifyField.MainPid main => main.Pid is > 1 and <= 4_194_304,
        NotifyField.Heartbeat heartbeat => heartbeat.Period > TimeSpan.Zero,
        NotifyField.ExtendTimeout extend => extend.By >= TimeSpan.Zero,
        NotifyField.Reloading reloading => reloading.Since is not { Ticks: < 0 },
        NotifyField.ExitStatus exit => exit.Code is >= 0 and <= 255,
        _ => true,
    };

    private static byte[] Bytes(Random chance)
    {
        var text = new StringBuilder();
        for (var line = chance.Next(8); line >= 0; line--)
        {
            text.Append(Names[chance.Next(Names.Length)]).Append(chance.Next(10) == 0 ? "" : "=")
                .Append(Values[chance.Next(Values.Length)]).Append(chance.Next(10) == 0 ? "\n\n" : "\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var change = chance.Next(4) == 0 ? chance.Next(20) : 0; change > 0; change--)
        {
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        }

        return chance.Next(50) == 0 ? [.. bytes, .. new byte[chance.Next(6000)]] : bytes;
    }

    private static NotifyDatagram Parse(string text) => NotifyDatagram.Parse(Encoding.UTF8.GetBytes(text));
}
