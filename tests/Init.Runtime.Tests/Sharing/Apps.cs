using Init.Core.Spec;

namespace Init.Runtime.Tests.Sharing;

internal static class Apps
{
    public static AppSpec Of(string[]? ports = null, string[]? privates = null) => new()
    {
        Name = "app", Command = ["app"], Workers = WorkersExpression.Parse("1").Value, Share = ShareMode.Bind,
        Ports = Names(ports), PrivatePorts = Names(privates), Ready = ReadyRule.Parse("auto").Value,
        ReadyTimeout = TimeSpan.FromSeconds(1), StopSignal = 15, StopTimeout = TimeSpan.FromSeconds(1),
        DrainDelay = DelayRange.Parse("0s..0s").Value, Restart = RestartRule.Always, MaxRestarts = 1,
        RestartWindow = TimeSpan.FromSeconds(1),
    };

    private static List<PortName> Names(string[]? texts) => [.. (texts ?? []).Select(text => PortName.Parse(text).Value)];
}
