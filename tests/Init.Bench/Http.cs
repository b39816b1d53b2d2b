using System.Net;
using System.Net.Sockets;

namespace Init.Bench;

internal static class Http
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One request on a connection of its own; whether it was answered at all.</summary>
    public static bool Get(int port, string path, out bool refused)
    {
        refused = false;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            return socket.Receive(new byte[4096]) > 0;
        }
        catch (SocketException e)
        {
            refused = e.SocketErrorCode == SocketError.ConnectionRefused;
            return false;
        }
    }

    /// <summary>Asks without pause until the first answer.</summary>
    public static void WaitFor(int port, string path)
    {
        var end = DateTime.UtcNow + Patience;
        while (!Get(port, path, out _))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"no answer from port {port}");
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(0.5));
        }
    }
}
