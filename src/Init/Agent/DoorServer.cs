using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Init.Agent;

/// <summary>Kestrel on inherited listening sockets, built by hand: no host, no container, no logger, HTTP/1.1 only.
/// </summary>
internal sealed class DoorServer : IDisposable
{
    /// <summary>listen(2) is called once more when Kestrel takes a socket over, and the last call counts.</summary>
    private const int Backlog = 512;

    private readonly KestrelServerOptions options = new()
    {
        AddServerHeader = false,
        ApplicationServices = NoServices.Instance,
    };

    private KestrelServer? server;

    internal void Open(int listener, DoorGate gate) => options.ListenHandle((ulong)listener, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(gate.Before);
    });

    internal Task StartAsync()
    {
        DoorLimits.Apply(options.Limits);
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { Backlog = Backlog }), NullLoggerFactory.Instance);
        server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        return server.StartAsync(new DoorApplication(), CancellationToken.None);
    }

    /// <summary>Only in tests: it ends listening for every holder of the sockets.</summary>
    public void Dispose() => server?.Dispose();
}
