using System.Net.Sockets;
using System.Text.Json;
using Init.Core.Link;
using Init.Core.Pool;
using Init.Telemetry;

namespace Init.Agent;

/// <summary>`pm1: agent`, a child of the supervisor: everything that talks to the network. It may die at any time;
/// the supervisor holds its listening sockets and starts it again.</summary>
internal static class AgentRole
{
    internal static int Run(IReadOnlyList<string> args)
    {
        if (AgentArguments.Parse(args) is not { } arguments)
        {
            Console.Error.WriteLine($"pm1: cannot start the agent: wrong arguments: {string.Join(' ', args)}");
            Console.Error.WriteLine("pm1: hint: pm1 starts it by itself, with `run`");
            return ExitCodes.Internal;
        }

        AgentProcess.Harden();
        var otlp = OtlpSettings.Read(Environment.GetEnvironmentVariable, out var problem);
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
        }

        // Nothing here is disposed: closing a listening socket through .NET disconnects it, also for the supervisor
        // and for the agent that comes next. The end of the process only gives the descriptors back.
        var link = new Socket(new SafeSocketHandle(arguments.Link, ownsHandle: true));
        return new AgentSession(link, arguments, otlp, Console.Error, Checks()).RunAsync().GetAwaiter().GetResult();
    }

    private static AgentChecks? Checks() =>
        Environment.GetEnvironmentVariable(AgentChecks.Variable) is { Length: > 0 } text
            ? JsonSerializer.Deserialize(text, LinkJson.Default.AgentChecks) : null;
}
