using Init.Cli;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Runtime.Supervision;

namespace Init;

/// <summary>The wiring from the command line to the hands.</summary>
internal sealed class Roles : IRoles
{
    public int Supervise(InitSpec spec) => RunRole.Run(spec, ControlSocketPaths(spec), ProductVersion.Text);

    private static IReadOnlyList<string> ControlSocketPaths(InitSpec spec) =>
        spec.SocketOff ? [] : spec.SocketPath is { } path ? [path] : DefaultPaths();

    private static IReadOnlyList<string> DefaultPaths()
    {
        var environment = new Dictionary<string, string>();
        if (Environment.GetEnvironmentVariable(Core.Config.ControlSocketPaths.RuntimeDirVariable) is { } folder)
        {
            environment[Core.Config.ControlSocketPaths.RuntimeDirVariable] = folder;
        }

        return Core.Config.ControlSocketPaths.Candidates(environment, Self.Uid, Self.PidNamespace);
    }
}
