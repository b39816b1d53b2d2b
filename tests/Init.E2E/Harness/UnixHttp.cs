using System.Net.Sockets;

namespace Init.E2E.Harness;

/// <summary>What `curl --unix-socket` is.</summary>
internal static class UnixHttp
{
    public static HttpClient Client(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        Timeout = Bound.Answer,
    };
}
