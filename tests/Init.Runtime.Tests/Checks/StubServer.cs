using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Init.Runtime.Tests.Checks;

/// <summary>Accepts, reads a request's head, and answers with the same bytes each time; or does less.</summary>
internal sealed class StubServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly List<Socket> _accepted = [];

    internal StubServer(string? answer, IPAddress? address = null, bool accepts = true, bool closes = true)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        if (address is { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            _listener.Server.DualMode = true;
        }

        _listener.Start();
        if (accepts)
        {
            _ = ServeAsync(answer, closes);
        }
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal string Asked { get; private set; } = "";

    public void Dispose()
    {
        _listener.Dispose();
        _accepted.ForEach(socket => socket.Dispose());
    }

    private async Task ServeAsync(string? answer, bool closes)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                _accepted.Add(socket);
                var buffer = new byte[4096];
                Asked = Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
                if (answer is not null)
                {
                    await socket.SendAsync(Encoding.Latin1.GetBytes(answer));
                }

                if (closes && answer is not null)
                {
                    socket.Dispose();
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
