using System.Globalization;
using System.Text;
using System.Text.Json;
using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

/// <summary>Whatever a worker writes: a value comes out, and what answers it is one line of JSON. A seed that failed is
/// printed.</summary>
public sealed class ChannelFuzzTests
{
    private const int Lines = 1_000_000;

    [Fact]
    public void Nothing_that_a_worker_writes_breaks_the_reader()
    {
        var given = Environment.GetEnvironmentVariable("PM1_FUZZ_SEED");
        var seed = given is { Length: > 0 } ? int.Parse(given, CultureInfo.InvariantCulture) : 20260719;
        var chance = new Random(seed);
        var fuzz = new ChannelFuzz(chance);
        var buffer = new ChannelBuffer();
        var (lines, sent) = (0L, 0L);
        while (lines < Lines)
        {
            try
            {
                byte[] bytes = [.. fuzz.Next(), (byte)'\n'];
                sent += bytes.AsSpan().Count((byte)'\n');
                var cut = chance.Next(bytes.Length + 1);
                buffer.Append(bytes.AsSpan(..cut));
                lines += TakeAll(buffer);
                buffer.Append(bytes.AsSpan(cut..));
                lines += TakeAll(buffer);
                Assert.Equal((sent, 0), (lines, buffer.Length));
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}, line {lines}: {broken.Message}", broken);
            }
        }
    }

    private static int TakeAll(ChannelBuffer buffer)
    {
        var lines = 0;
        while (buffer.TryTake(out var line))
        {
            lines++;
            AssertSound(ChannelReader.Read(line));
        }

        return lines;
    }

    private static void AssertSound(ChannelLine said)
    {
        switch (said)
        {
            case ChannelLine.QueryServer { Query: { } query } asked:
                AssertSound(query);
                AssertJson(ChannelText.Socket(query.IsDatagram, "pm1x1", asked.Seq, query.Data, 1));
                AssertJson(ChannelText.Refusal(22, "pm1x1", asked.Seq, query.Data, 1));
                break;
            case ChannelLine.Listening { Query: { } query }:
                AssertSound(query);
                break;
            case ChannelLine.Message message:
                AssertJson(Encoding.UTF8.GetBytes(message.Json));
                break;
            case ChannelLine.Handle handle:
                AssertJson(Encoding.UTF8.GetBytes(handle.Json));
                break;
        }
    }

    private static void AssertSound(ServerQuery query)
    {
        Assert.InRange(query.Port, -1, 65535);
        Assert.True(query.Port >= 0 || query.Family is ServerFamily.Unix or ServerFamily.Descriptor);
        Assert.True(query.Fd >= 0 == (query.Family == ServerFamily.Descriptor));
        Assert.True(query is { Index: >= 0, Backlog: > 0 });
        Assert.True(query.Family != ServerFamily.Unix || query.Address.Length > 0);
    }

    private static void AssertJson(byte[] line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
        }

        Assert.DoesNotContain((byte)'\n', line.AsSpan(..Math.Max(line.Length - 1, 0)).ToArray());
    }
}
