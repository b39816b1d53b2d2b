using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>`pm1 probe live|ready|startup`: an exec probe. The answer's lines go to stdout, where a kubelet takes the
/// reason from.</summary>
internal static class ProbeVerb
{
    private const int Ok = 200;

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var path = arguments.Operand switch
        {
            "live" => "/livez",
            "ready" => "/readyz",
            "startup" => "/startupz",
            _ => null,
        };
        if (path is null)
        {
            var what = arguments.Operand is { } word ? $"{Fault.Quote(word)} cannot be probed" : "nothing to probe";
            return terminal.Report([new Problem("", what, "write pm1 probe live, ready or startup")]);
        }

        var outcome = ControlClient.Create(arguments, terminal).Ask("GET", $"{path}?verbose");
        if (outcome.Reply is not { } reply)
        {
            return terminal.Report([outcome.Problem!], ExitCode.Unhealthy);
        }

        terminal.Out.Write(reply.Body);
        return reply.Status == Ok ? ExitCode.Done : ExitCode.Unhealthy;
    }
}
