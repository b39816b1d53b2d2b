using System.Net.Sockets;
using System.Text.Json;

namespace Init.Bench;

/// <summary>The control socket of a running pm1, as `curl --unix-socket` asks it.</summary>
internal sealed class Control(string folder) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(folder, "pm1.sock")), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <returns>The app; null: nobody answers, or not with it.</returns>
    public AppView? App()
    {
        try
        {
            using var document = JsonDocument.Parse(
                http.GetStringAsync(new Uri("http://pm1/v1/snapshot")).GetAwaiter().GetResult());
            return AppView.Of(document.RootElement.GetProperty("apps")[0]);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }

    /// <param name="pause">Between two looks; each is a snapshot, which with hundreds of workers is work for pm1.</param>
    public AppView WaitFor(Func<AppView, bool> condition, TimeSpan patience, string what, TimeSpan? pause = null)
    {
        var end = DateTime.UtcNow + patience;
        AppView? last = null;
        while (DateTime.UtcNow < end)
        {
            last = App();
            if (last is not null && condition(last))
            {
                return last;
            }

            Thread.Sleep(pause ?? Pause);
        }

        throw new TimeoutException($"pm1 is not {what} within {patience.TotalSeconds} s: {last}");
    }

    public void Dispose() => http.Dispose();
}
