using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Init.Core.Link;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Control;

/// <summary>Whatever comes in at the control socket, in HTTP or not: never a 5xx but 503, never a command that nobody
/// gave, and the door goes on. A seed that failed is printed; PM1_FUZZ_SECONDS says how long it goes on.</summary>
public sealed class ControlFuzzTests : IDisposable
{
    private const int Rounds = 400;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    private readonly AgentUnderTest agent = new(answers: Snapshots.Running);

    public void Dispose() => agent.Dispose();

    [Fact]
    public async Task Door_survives_whatever_comes()
    {
        var seconds = Environment.GetEnvironmentVariable("PM1_FUZZ_SECONDS") is { Length: > 0 } text
            ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var first = seconds > 0 ? Environment.TickCount : 1;
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; round++)
        {
            var seed = first + round;
            try
            {
                await RoundAsync(new RequestFuzz(new Random(seed)));
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
            }
        }

        // It still does what it is for.
        using var list = await agent.Control.GetAsync("/v1/list", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
    }

    private async Task RoundAsync(RequestFuzz fuzz)
    {
        var (bytes, expected) = fuzz.Next();
        var answer = Encoding.UTF8.GetString(await SendAsync(bytes, fuzz.IsWhole));
        if (answer.Length > 0)
        {
            Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
            var status = int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(status is (>= 200 and < 500) or 503, answer);
            Assert.False(status < 300 && fuzz.IsBroken, $"broken, but answered with {status}");
        }

        var commands = new List<Command>();
        while (agent.Supervisor.Unread > 0)
        {
            if ((await agent.Supervisor.NextAsync()).Command is { } command)
            {
                commands.Add(command);
            }
        }

        Assert.Equal(expected is null ? [] : [expected], commands);
    }

    /// <summary>What is incomplete would be waited for: the door is told that no more will come.</summary>
    private async Task<byte[]> SendAsync(byte[] bytes, bool isWhole)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(AnswerMax);
        using var socket = await agent.ConnectControlAsync(limit.Token);
        using var answer = new MemoryStream();
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await socket.SendAsync(bytes.AsMemory(sent), limit.Token);
            }

            if (!isWhole)
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            var part = new byte[4096];
            for (var read = -1; read != 0;)
            {
                read = await socket.ReceiveAsync(part, limit.Token);
                answer.Write(part, 0, read);
            }
        }
        catch (SocketException)
        {
            // Cut off before the end, which is an answer too: to what is no HTTP, or is too large.
        }

        return answer.ToArray();
    }
}
