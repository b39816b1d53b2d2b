using System.Net.Sockets;
using Init.Admin;
using Init.Checks;
using Init.Control;
using Init.Core.Link;
using Init.Core.Pool;
using Init.Doors;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Metrics;
using Init.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Init.Agent;

/// <summary>The agent from its first connection to the supervisor's last word. Wiring only.</summary>
internal sealed class AgentSession : IDisposable
{
    private readonly AgentArguments arguments;
    private readonly OtlpSettings? otlp;
    private readonly TextWriter errors;
    private readonly ProcessReader processes = new();
    private readonly LinkClient supervisor;
    private readonly DoorGate admin;
    private readonly DoorGate control;
    private readonly DoorServer server = new();
    private readonly CheckLoop? checks;
    private OtlpExport? export;

    internal AgentSession(Socket link, AgentArguments arguments, OtlpSettings? otlp, TextWriter errors,
        AgentChecks? checks = null)
    {
        this.arguments = arguments;
        this.otlp = otlp;
        this.errors = errors;
        supervisor = new LinkClient(link, () => admin!.Accepted, LinkClient.AskWait);
        this.checks = checks is null ? null : new CheckLoop(checks, supervisor, supervisor.Report);
        IDoor[] open = [new ProbeDoor(supervisor), new MetricsDoor(supervisor, processes)];
        admin = new DoorGate(open, _ => true);
        control = new DoorGate([.. open, new ControlDoor(supervisor, processes)], MayControl);
    }

    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync()
    {
        var link = supervisor.RunAsync();
        await OpenDoorsAsync();
        var telemetry = StartExportAsync(link);
        _ = checks?.RunAsync(link);
        var end = await link;
        await telemetry;
        if (end.Stop is { Snapshot: { } last } stop && export is not null)
        {
            await export.FinishAsync(last, TimeSpan.FromMilliseconds(stop.FlushMilliseconds));
        }

        if (end.Broken is { } reason)
        {
            await errors.WriteLineAsync($"pm1: cannot read what the supervisor sends to the agent: {reason}");
            return ExitCodes.Internal;
        }

        return 0;
    }

    /// <summary>Only where the process goes on (tests).</summary>
    public void Dispose()
    {
        server.Dispose();
        export?.Dispose();
    }

    private async Task OpenDoorsAsync()
    {
        if (arguments.Admin is { } adminListener)
        {
            server.Open(adminListener, admin);
        }

        if (arguments.Control is { } controlListener)
        {
            server.Open(controlListener, control);
        }

        // Without a door, with telemetry alone, there is no need for a server either.
        if (arguments.Admin is not null || arguments.Control is not null)
        {
            await server.StartAsync();
        }
    }

    /// <summary>The first snapshot names the app, so telemetry waits for it, and nothing waits for telemetry: a
    /// link that ends also ends the asking.</summary>
    private async Task StartExportAsync(Task<LinkEnd> link)
    {
        while (otlp is not null && export is null && !link.IsCompleted)
        {
            if (await supervisor.AskAsync() is { } first)
            {
                export = new OtlpExport(otlp, first, supervisor, processes, errors);
            }
        }
    }

    private static bool MayControl(ConnectionContext connection) =>
        connection.Features.Get<IConnectionSocketFeature>() is { } feature
        && PeerCredential.Of(feature.Socket) is { } peer
        && peer.IsRootOr(Self.Uid);
}
