using Init.Linux.Trials;
using Xunit;

namespace Init.Linux.Tests.Trials;

public sealed class KernelTrialTests
{
    public static TheoryData<string, Func<int>> All => new()
    {
        { nameof(KernelTrial.PidDescriptor), KernelTrial.PidDescriptor },
        { nameof(KernelTrial.Inotify), KernelTrial.Inotify },
        { nameof(KernelTrial.Steering), KernelTrial.Steering },
        { nameof(KernelTrial.Queue), KernelTrial.Queue },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void What_needs_no_privilege_works_here(string name, Func<int> trial) => Assert.Equal((name, 0), (name, trial()));

    [Theory]
    [InlineData("anon_inode:inotify")]
    [InlineData("anon_inode:[pidfd]")]
    public void A_trial_leaves_nothing_open(string target)
    {
        var before = OpenDescriptors.Of(target);
        for (var i = 0; i < 10; i++)
        {
            _ = KernelTrial.Inotify() + KernelTrial.PidDescriptor();
        }

        Assert.InRange(OpenDescriptors.Of(target) - before, 0, 9);
    }
}
