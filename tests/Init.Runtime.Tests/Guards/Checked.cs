using Init.Core.Spec;

namespace Init.Runtime.Tests.Guards;

/// <summary>An app with health checks.</summary>
internal static class Checked
{
    internal static AppSpec App(params string[] checks) => new()
    {
        Name = "web",
        Command = ["true"],
        Workers = new WorkersExpression(WorkersBase.Auto, 0, 2),
        Share = ShareMode.None,
        Ready = new ReadyRule(ReadyKind.Auto, TimeSpan.Zero),
        ReadyTimeout = TimeSpan.FromSeconds(30),
        StopSignal = 15,
        StopTimeout = TimeSpan.FromSeconds(25),
        DrainDelay = default,
        Restart = RestartRule.Always,
        MaxRestarts = 10,
        RestartWindow = TimeSpan.FromSeconds(60),
        Checks = [.. checks.Select(check => CheckSpec.Parse(check).Value!)],
    };
}
