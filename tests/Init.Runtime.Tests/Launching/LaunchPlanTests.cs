using Init.Core.Spec;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Launching;
using Xunit;

namespace Init.Runtime.Tests.Launching;

public sealed class LaunchPlanTests
{
    private const int BytesMax = 8 << 20;

    private static readonly LaunchPlan Full = new()
    {
        Supervisor = 4711,
        Born = new SignalState(new SignalSet(0x8000000000000001), new SignalSet(1UL << 12)),
        DeathSignal = 15,
        YieldsMemory = true,
        TakesTerminal = true,
        DropsCapabilities = true,
        NoNewPrivileges = true,
        InstallFilter = true,
        TellsListenPid = true,
        Files = new DescriptorLimit(1024, ulong.MaxValue),
        User = new UserSpec(1000, uint.MaxValue - 1, [5, 6]),
        Directory = "/srv/ä",
        Candidates = ["/bin/a"u8.ToArray(), [], [0xff]],
        Arguments = ["a"u8.ToArray(), [], [0xff, 0xfe]],
        Environment = ["PATH=/bin"u8.ToArray(), [0xc3]],
    };

    private static readonly LaunchPlan Least = Full with
    {
        DeathSignal = 0, YieldsMemory = false, TakesTerminal = false, DropsCapabilities = false,
        NoNewPrivileges = false, InstallFilter = false, TellsListenPid = false, Files = null, User = null, Directory = null,
        Candidates = [], Arguments = [], Environment = [],
    };

    [Fact]
    public void Plan_is_read_as_it_was_written()
    {
        var read = Decode(Encode(Full))!;
        Assert.Equal(
            (Full.Supervisor, Full.Born, Full.InstallFilter, Full.TellsListenPid, Full.Files, Full.Directory),
            (read.Supervisor, read.Born, read.InstallFilter, read.TellsListenPid, read.Files, read.Directory));
        Assert.Equal(
            (Full.DeathSignal, Full.YieldsMemory, Full.TakesTerminal, Full.DropsCapabilities, Full.NoNewPrivileges),
            (read.DeathSignal, read.YieldsMemory, read.TakesTerminal, read.DropsCapabilities, read.NoNewPrivileges));
        Assert.Equal((Full.User!.Uid, Full.User.Gid), (read.User!.Uid, read.User.Gid));
        Assert.Equal(Full.User.Groups, read.User.Groups);
        Assert.Equal(Full.Candidates, read.Candidates);
        Assert.Equal(Full.Arguments, read.Arguments);
        Assert.Equal(Full.Environment, read.Environment);
    }

    [Fact]
    public void Least_plan_is_read_as_it_was_written()
    {
        var read = Decode(Encode(Least))!;
        Assert.Null(read.Files);
        Assert.Null(read.User);
        Assert.Null(read.Directory);
        Assert.Empty(read.Candidates);
        Assert.Empty(read.Arguments);
        Assert.Empty(read.Environment);
    }

    [Fact]
    public void Plan_that_ends_too_early_is_none_at_any_length()
    {
        foreach (var bytes in new[] { Encode(Full), Encode(Least) })
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.True(Decode(bytes[..length]) is null, $"{length} of {bytes.Length} bytes were a plan");
            }
        }
    }

    [Fact]
    public void Damaged_plan_throws_nothing()
    {
        var bytes = Encode(Full);
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var value in new byte[] { 0, 0x7f, 0x80, 0xff })
            {
                var damaged = bytes.ToArray();
                damaged[at] = value;
                _ = Decode(damaged);
            }
        }
    }

    [Fact]
    public void Plan_above_the_bound_is_none() =>
        Assert.Null(Decode(Encode(Full with { Arguments = [new byte[BytesMax]] })));

    private static byte[] Encode(LaunchPlan plan)
    {
        Assert.Equal(0, plan.Write(out var file));
        using (file)
        {
            return Descriptor.ReadFromStart(file, 2 * BytesMax)!;
        }
    }

    private static LaunchPlan? Decode(byte[] bytes)
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("plan", out var file));
        using (file)
        {
            Assert.Equal(0, Descriptor.WriteAll(file, bytes));
            return LaunchPlan.Read(file);
        }
    }
}
