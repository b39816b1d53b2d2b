using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>What an init costs that has nothing to do. In a session of its own, as a container's is: whoever runs the tests
/// may sit at a terminal, which needs more of an init.</summary>
public sealed class IdleTests
{
    private const int ResidentKbMax = 4500;

    /// <summary>Of memory that is nobody else's. Private_Dirty would count the file's pages too when it was just built.
    /// </summary>
    private const int AnonymousKbMax = 1000;

    /// <summary>After the start the pages of the file are let go.</summary>
    private const int SettledKbMax = 2000;
    private const int SettledWithRuntimeKbMax = 6000;

    [Fact]
    public async Task It_is_one_thread_and_small()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init("/bin/sh", "-c", "echo up; exec sleep 600").Under(Tool.Setsid).Start(folder);
        await pm1.Out.Wait("up");
        Assert.Equal("1", Proc.Field(Proc.Status(pm1.Pid), "Threads"));
        Assert.InRange(Kb(pm1.Pid, "Pss"), 1, ResidentKbMax);
        Assert.InRange(Kb(pm1.Pid, "Anonymous"), 1, AnonymousKbMax);
    }

    [Fact]
    public async Task It_settles_also_when_the_command_is_not_in_the_first_folder_of_PATH()
    {
        using var folder = new TempFolder();
        var launch = Launch.Init("sh", "-c", "echo up; exec sleep 600").With("PATH", "/nowhere:/dev/null:/usr/bin:/bin");
        await using var pm1 = launch.Under(Tool.Setsid).Start(folder);
        await pm1.Out.Wait("up");
        await Poll.Until(
            () => Kb(pm1.Pid, "Rss") is > 0 and < SettledKbMax, Bound.Answer, () => $"it holds {Kb(pm1.Pid, "Rss")} kB");
    }

    [Theory]
    [InlineData("--signal=HUP:0")]
    [InlineData(null)]
    public async Task It_settles_also_when_something_happened_at_first(string? option)
    {
        using var folder = new TempFolder();
        string[] options = option is null ? [] : [option];
        var command = new[] { "/bin/sh", "-c", "trap '' WINCH; true & echo up; exec sleep 600" };
        await using var pm1 = Launch.Verb([.. options, "--", .. command]).Under(Tool.Setsid).Start(folder);
        await pm1.Out.Wait("up");
        pm1.Signal(Signals.WINCH);
        var most = option is null ? SettledKbMax : SettledWithRuntimeKbMax;
        await Poll.Until(
            () => Kb(pm1.Pid, "Rss") is var kb and > 0 && kb < most, Bound.Answer, () => $"it holds {Kb(pm1.Pid, "Rss")} kB");
    }

    private static int Kb(int pid, string name) =>
        int.TryParse(
            Proc.Field(Proc.Read($"/proc/{pid}/smaps_rollup"), name).Split(' ')[0], CultureInfo.InvariantCulture, out var kb)
            ? kb : 0;
}
