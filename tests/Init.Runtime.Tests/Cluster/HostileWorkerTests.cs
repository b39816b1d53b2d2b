using System.Globalization;
using System.Text;
using Init.Core.Spec;
using Init.Core.Tests.Cluster;
using Init.Linux.Descriptors;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>A worker that writes whatever it likes, beside one that serves. A seed that failed is printed.
/// </summary>
public sealed class HostileWorkerTests
{
    private const int Lines = 100_000;
    private const int LinesPerClient = 500;

    [Theory]
    [InlineData(Balance.RoundRobin)]
    [InlineData(Balance.Shared)]
    public void Others_are_served_whatever_a_worker_writes_and_nothing_stays_open(Balance balance)
    {
        var given = Environment.GetEnvironmentVariable("PM1_FUZZ_SEED");
        var seed = given is { Length: > 0 } ? int.Parse(given, CultureInfo.InvariantCulture) : 20260720;
        try
        {
            // Once, so that what the runtime opens for itself is open.
            Run(balance, new Random(seed), 1000);
            var before = PrimaryScene.OpenSockets;
            Run(balance, new Random(seed), Lines);
            Assert.Equal(before, PrimaryScene.OpenSockets);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
        }
    }

    [Fact]
    public void Query_and_close_for_ever_without_an_answer_takes_no_more_memory_than_it_may()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add();
        node.Acknowledges = false;
        var refused = 0;
        for (var i = 0; i < 5000; i++)
        {
            var number = node.Query("127.0.0.1", 0, "4");
            scene.Until(() => node.Answer(number) is not null);
            var answer = node.Answer(number)!;
            refused += (int)answer["errno"]! != 0 ? 1 : 0;
            node.SayCluster($"\"act\":\"close\",\"key\":{answer["key"]!.ToJsonString()}");
            foreach (var socket in node.Sockets.Values)
            {
                socket.Dispose();
            }

            node.Sockets.Clear();
            node.Said.Clear();
            node.Lines.Clear();
        }

        Assert.InRange(refused, 1000, 4999);
    }

    private static void Run(Balance balance, Random chance, int lines)
    {
        var fuzz = new ChannelFuzz(chance);
        using var folder = new TemporaryFolder();
        using var scene = new PrimaryScene(balance);
        var (good, port) = scene.AddServing();
        var hostile = scene.Add();
        hostile.Accepts = null;
        hostile.Acknowledges = false;
        for (var written = 0; written < lines; written++)
        {
            Write(scene, hostile, [.. Harmless(fuzz.Next(), folder.Path), (byte)'\n'], chance);
            if (written % LinesPerClient == 0)
            {
                Serve(scene, good, balance, port);
                if (chance.Next(4) == 0)
                {
                    scene.Kill(hostile);
                    hostile = scene.Add();
                    hostile.Accepts = null;
                    hostile.Acknowledges = chance.Next(2) == 0;
                }
            }
        }

        Serve(scene, good, balance, port);
    }

    /// <summary>What a primary binds is bound indeed: no port and no file that somebody else on this machine may want.
    /// </summary>
    private static byte[] Harmless(byte[] line, string folder) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(line)
            .Replace("\"/run/", $"\"{folder}/", StringComparison.Ordinal)
            .Replace("\"port\":3", "\"port\":0,\"x\":3", StringComparison.Ordinal)
            .Replace("\"port\":8", "\"port\":0,\"x\":8", StringComparison.Ordinal));

    private static void Write(PrimaryScene scene, FakeNode hostile, byte[] line, Random chance)
    {
        if (chance.Next(100) == 0 && Descriptor.CreatePipe(out var one, out var two) == 0)
        {
            using (one)
            using (two)
            {
                // The first byte takes it along.
                _ = Init.Linux.Sockets.MessageChannel.TrySend(hostile.Fd, line.AsSpan(..1), one);
                line = line[1..];
            }
        }

        for (var sent = 0; sent < line.Length;)
        {
            var count = hostile.TrySay(line.AsSpan(sent..));
            sent += count;
            if (count == 0 || chance.Next(50) == 0)
            {
                scene.Settle(1);
            }
        }
    }

    private static void Serve(PrimaryScene scene, FakeNode good, Balance balance, int port)
    {
        using var client = scene.Connect(port);
        if (balance == Balance.RoundRobin)
        {
            // The hostile one may have asked for the same server, and may have got it.
            scene.Primary.Weigh(new Dictionary<int, long> { [good.Pid] = 1 });
            scene.Until(() => good.Connections.Count > 0);
            good.Serve();
            Assert.Equal(good.Pid, PrimaryScene.Answerer(client));
        }
        else
        {
            Assert.Equal(0, good.Sockets.Values.First().Accept(out var accepted));
            accepted.Dispose();
        }
    }
}
