using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Init.Agent;
using Init.Core.Read;
using Init.Telemetry;

namespace Init.Runtime.Tests.Agent;

/// <summary>The real agent with Kestrel on a loopback port and a Unix socket, in this process.</summary>
internal sealed partial class AgentUnderTest : IDisposable
{
    private readonly AgentSession session;
    private readonly Socket admin = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket control = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string controlPath = Path.Combine(Path.GetTempPath(), $"pm1-test-{Guid.NewGuid():N}.sock");

    /// <param name="answers">What the supervisor answers from the start: with telemetry the agent asks at once.</param>
    internal AgentUnderTest(OtlpSettings? otlp = null, Snapshot? answers = null)
    {
        Supervisor.Answers = answers;
        admin.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        control.Bind(new UnixDomainSocketEndPoint(controlPath));
        AdminAddress = (IPEndPoint)admin.LocalEndPoint!;
        Admin = new HttpClient { BaseAddress = new Uri($"http://{AdminAddress}") };
        Control = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) => new NetworkStream(await ConnectControlAsync(cancel), ownsSocket: true),
        })
        {
            BaseAddress = new Uri("http://pm1"),
        };
        session = new AgentSession(
            Supervisor.AgentEnd, new AgentArguments(3, Inherit(admin), Inherit(control)), otlp, Errors);
        Exit = session.RunAsync();
    }

    internal FakeSupervisor Supervisor { get; } = FakeSupervisor.Create();

    internal IPEndPoint AdminAddress { get; }

    internal HttpClient Admin { get; }

    internal HttpClient Control { get; }

    internal StringWriter Errors { get; } = new();

    internal Task<int> Exit { get; }

    public void Dispose()
    {
        Supervisor.Dispose();
        Admin.Dispose();
        Control.Dispose();
        session.Dispose();
        admin.Dispose();
        // .NET removes the file of a Unix socket that it has bound.
        control.Dispose();
    }

    /// <summary>A listening descriptor that nobody here owns, as the supervisor hands it over.</summary>
    private static int Inherit(Socket socket)
    {
        socket.Listen(16);
        return dup((int)socket.Handle);
    }

    /// <summary>For what no HTTP client would send.</summary>
    internal async Task<Socket> ConnectControlAsync(CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(controlPath), cancel);
        return socket;
    }

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);
}
