using System.Net;
using System.Net.Sockets;
using System.Text;
using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>A connection to `net.js` that stays: who has it, and an echo.</summary>
internal sealed class Line : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private Line()
    {
    }

    public string Pid { get; private set; } = "";

    public static async Task<Line> To(int port)
    {
        using var patience = new CancellationTokenSource(Bound.Request);
        var line = new Line();
        await line.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), patience.Token);
        line.Pid = (await line.Read(patience.Token)).Trim();
        return line;
    }

    /// <summary>Until the server's side has closed as well, and has seen that it has.</summary>
    public async Task Close()
    {
        using var patience = new CancellationTokenSource(Bound.Request);
        socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await Read(patience.Token));
        Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<string> Read(CancellationToken patience)
    {
        var buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience));
    }
}
