using System.Reflection;
using System.Text;
using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

public sealed class ChannelBufferTests
{
    [Fact]
    public void Lines_are_the_same_wherever_the_bytes_are_split()
    {
        var lines = new[] { "\"€\"", "", Traces.Taken, "\u2028\r", "[1]" };
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var buffer = new ChannelBuffer();
                var taken = new List<string>();
                foreach (var part in new[] { bytes[..first], bytes[first..second], bytes[second..] })
                {
                    buffer.Append(part);
                    TakeAll(buffer, taken);
                }

                Assert.Equal(lines, taken);
                Assert.Equal(0, buffer.Length);
            }
        }
    }

    [Fact]
    public void Line_is_whole_when_its_bytes_come_one_by_one()
    {
        var buffer = new ChannelBuffer();
        foreach (var value in Encoding.UTF8.GetBytes(Traces.Query))
        {
            buffer.Append([value]);
            Assert.False(buffer.HasLine);
            Assert.False(buffer.TryTake(out _));
        }

        buffer.Append("\n"u8);
        Assert.True(buffer.HasLine);
        Assert.Equal([Traces.Query], TakeAll(buffer));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(5 << 20, 0)]
    public void Line_over_the_bound_is_dropped_and_counted_and_the_next_one_is_whole(int over, int kept)
    {
        foreach (var size in new[] { 1 << 10, 16 << 10, (1 << 20) + 1, int.MaxValue })
        {
            var buffer = new ChannelBuffer();
            var line = new byte[ChannelBuffer.LineBytesMax + over];
            Array.Fill(line, (byte)'x');
            var taken = new List<string>();
            byte[] all = [.. "before\n"u8, .. line, .. "\nafter\n"u8, .. line, .. "\nlast\n"u8];
            for (var at = 0; at < all.Length;)
            {
                var end = (int)Math.Min((long)at + size, all.Length);
                buffer.Append(all.AsSpan(at..end));
                TakeAll(buffer, taken);
                at = end;
            }

            Assert.Equal(kept == 0 ? ["before", "after", "last"] : ["before", "xxxx", "after", "xxxx", "last"],
                taken.Select(text => text.Length > 10 ? text[..4] : text));
            Assert.Equal(2 - (2 * kept), buffer.Oversized);
            Assert.False(buffer.HasLine);
            Assert.Equal(0, buffer.Length);
        }
    }

    [Fact]
    public void Line_that_never_ends_takes_no_more_than_its_bound()
    {
        var buffer = new ChannelBuffer();
        var part = new byte[16 << 10];
        for (var i = 0; i < 1000; i++)
        {
            buffer.Append(part);
            Assert.False(buffer.TryTake(out _));
            Assert.InRange(Held(buffer), 0, 4 << 20);
        }

        Assert.Equal(1, buffer.Oversized);
        buffer.Trim();
        Assert.Equal(0, Held(buffer));
        buffer.Append("rest\nnext\n"u8);
        Assert.Equal(["next"], TakeAll(buffer));
    }

    [Fact]
    public void Memory_of_a_burst_is_given_back_and_a_begun_line_is_not()
    {
        var buffer = new ChannelBuffer();
        buffer.Append(new byte[200_000]);
        buffer.Trim();
        Assert.InRange(Held(buffer), 200_000, 1 << 20);
        buffer.Append("\nbegun"u8);
        Assert.Single(TakeAll(buffer));
        buffer.Trim();
        buffer.Append("\n"u8);
        Assert.Equal(["begun"], TakeAll(buffer));
        buffer.Trim();
        Assert.Equal(0, Held(buffer));
    }

    [Fact]
    public void Usual_lines_do_not_make_it_grow()
    {
        var buffer = new ChannelBuffer();
        for (var i = 0; i < 10_000; i++)
        {
            buffer.Append(Encoding.UTF8.GetBytes(Traces.Query + "\n" + Traces.Taken[..9]));
            Assert.Single(TakeAll(buffer));
            buffer.Append(Encoding.UTF8.GetBytes(Traces.Taken[9..] + "\n"));
            Assert.Single(TakeAll(buffer));
        }

        Assert.InRange(Held(buffer), 1, 4 << 10);
    }

    private static List<string> TakeAll(ChannelBuffer buffer, List<string>? taken = null)
    {
        taken ??= [];
        while (buffer.TryTake(out var line))
        {
            taken.Add(Encoding.UTF8.GetString(line));
        }

        return taken;
    }

    /// <summary>What it keeps is nobody's business but a test's.</summary>
    private static int Held(ChannelBuffer buffer) => ((byte[])typeof(ChannelBuffer)
        .GetField("_bytes", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(buffer)!).Length;
}
