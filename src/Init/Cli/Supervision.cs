using Init.Config;
using Init.Core.Config;
using Init.Runtime.Supervision;

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
            FindUser = InitModeDoor.FindUser,
            FindTimeZone = name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null,
            FindNode = (command, folder) => CommandFiles.FindNode(command, folder, terminal.Environment),
            InheritedSockets = InheritedSockets.Count(name => terminal.Environment.GetValueOrDefault(name)) > 0,
            Problems = known,
        });
        return outcome.Spec is { } spec ? roles.Supervise(spec) : terminal.Report(outcome.Problems);
    }
}
