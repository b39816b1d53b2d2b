using Init.Linux;
using Init.Linux.Signals;
using Init.Runtime.Launching;
using Init.Runtime.Supervision;
using Init.Runtime.Tests.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Supervision;

public sealed class WorkerStarterTests
{
    [Theory]
    [InlineData(LaunchStep.Plan, Errno.EMFILE)]
    [InlineData(LaunchStep.Plan, Errno.ENFILE)]
    [InlineData(LaunchStep.Filter, Errno.EMFILE)]
    public void Lack_of_descriptors_is_said_with_what_to_do(object step, int errno)
    {
        var failure = Failure((LaunchStep)step, errno);

        Assert.Contains("too many open files", failure.Reason, StringComparison.Ordinal);
        Assert.Contains("ulimit -Hn", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(70, failure.Code);
    }

    [Fact]
    public void Other_lacks_have_hints_of_their_own() =>
        Assert.DoesNotContain("ulimit", Failure(LaunchStep.Plan, Errno.ENOMEM).Hint, StringComparison.Ordinal);

    private static Core.Pool.WorkerEvent Failure(LaunchStep step, int errno)
    {
        var born = new SignalState(SignalSet.None, SignalSet.None);
        return new WorkerStarter(Apps.Of(), new Launcher(born, files: null), sockets: null!, relay: null!)
            .Failure(new LaunchReport(step, errno));
    }
}
