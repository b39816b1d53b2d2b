using Init.Control;
using Init.Metrics;
using Init.Runtime.Tests.Agent;

namespace Init.Runtime.Tests.Control;

/// <summary>What the real door answers.</summary>
internal static class ControlRoutes
{
    internal static IReadOnlyList<(string Method, string Path)> All { get; } =
        [.. Door(new StubSupervisor(null)).Routes.Select(route => (route.Method, route.Path))];

    internal static ControlDoor Door(StubSupervisor supervisor, EventPace? pace = null) =>
        new(supervisor, new ProcessReader(), pace);
}
