using System.Globalization;
using Init.Config;
using Init.Core.Config;

namespace Init.Cli;

/// <summary>What `run` and `start` share: from all that is written to a spec, or to every problem in it.</summary>
internal static class Supervision
{
    public static int Run(
        ParsedArguments arguments, InitConfig? file, IReadOnlyList<Problem> known, IRoles roles, Terminal terminal)
    {
        var outcome = SpecBuilder.Build(new SpecInput
        {
            Flags = arguments.ToConfig(),
            Environment = terminal.Environment,
            File = file,
            FindUser = user => UserLookup.Find("/", user),
            InheritedSockets = InheritsSockets(terminal.Environment),
            Problems = known,
        });
        return outcome.Spec is { } spec ? roles.Supervise(spec) : terminal.Report(outcome.Problems);
    }

    /// <summary>As sd_listen_fds(3) decides it: the sockets are ours only if our own pid is written beside them.</summary>
    private static bool InheritsSockets(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        && int.TryParse(environment.GetValueOrDefault("LISTEN_FDS"), out var count) && count > 0;
}
