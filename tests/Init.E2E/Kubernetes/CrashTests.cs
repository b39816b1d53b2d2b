using Init.E2E.Testbed;

namespace Init.E2E.Kubernetes;

[Collection(KubernetesCollection.Name)]
public sealed class CrashTests
{
    public CrashTests() => Bed.Need();

    [Fact]
    public async Task Worker_that_cannot_start_shows_as_a_crash_loop_with_its_code()
    {
        await using var missing = await Release.Install("missing", "app: {command: [/no-such]}");
        await using var failing = await Release.Install("failing", """
            app: {command: [node, -e, process.exit(7)]}
            extraEnv: [{name: PM1_MAX_RESTARTS, value: 1/60s}]
            """);
        Assert.Equal(127, await CodeOfCrashLoop(missing));
        Assert.Equal(7, await CodeOfCrashLoop(failing));
    }

    private static async Task<int?> CodeOfCrashLoop(Release release) =>
        (await release.PodsWhen(pods => pods is [{ Waiting: "CrashLoopBackOff" }]))[0].LastExitCode;
}
