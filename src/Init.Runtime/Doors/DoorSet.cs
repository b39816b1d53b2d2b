using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Sockets;
using Init.Runtime.Agents;
using Init.Runtime.Reporting;

namespace Init.Runtime.Doors;

/// <summary>The doors that the agent serves. One that cannot be opened is missed, said once, and harms no worker.
/// </summary>
internal sealed class DoorSet
{
    private readonly ControlSocket? _control;

    private DoorSet(AgentDoors? agent, ControlSocket? control)
    {
        Agent = agent;
        _control = control;
    }

    /// <summary>null: nothing for an agent to do.</summary>
    internal AgentDoors? Agent { get; }

    internal static DoorSet Open(InitSpec spec, IReadOnlyList<string> controlSocketPaths, DegradationList degraded)
    {
        var open = new List<(string, OwnedSocket)>();
        if (spec.Admin is { } address && OpenAdmin(address, degraded) is { } admin)
        {
            open.Add((AgentArgv.Admin, admin));
        }

        var control = spec.SocketOff ? null : OpenControl(controlSocketPaths, degraded);
        if (control is not null)
        {
            open.Add((AgentArgv.Control, control.Socket));
        }

        var checks = AgentChecks.Of(spec.App);
        var needed = open.Count > 0 || spec.Telemetry || checks is not null;
        return new DoorSet(needed ? new AgentDoors { Open = open, Checks = checks } : null, control);
    }

    internal void Close() => _control?.Remove();

    private static OwnedSocket? OpenAdmin(ListenAddress address, DegradationList degraded)
    {
        var error = ListenSocket.Open(address, out var socket);
        if (error == 0)
        {
            return socket;
        }

        socket.Dispose();
        degraded.Add(new Degradation(
            "admin",
            $"cannot listen on the admin address {address.Text}: {Errno.Text(error)}",
            $"probes by HTTP and /metrics are off, workers are not concerned; {BindHint.Of(error)} (--admin)"));
        return null;
    }

    private static ControlSocket? OpenControl(IReadOnlyList<string> paths, DegradationList degraded)
    {
        var control = ControlSocket.Open(paths, out var why);
        if (control is null)
        {
            degraded.Add(new Degradation(
                "socket",
                $"cannot create the control socket: {why}",
                "`pm1 probe` and other commands cannot reach this pm1; set PM1_RUNTIME_DIR to a writable folder, "
                + "or --socket off"));
        }

        return control;
    }
}
