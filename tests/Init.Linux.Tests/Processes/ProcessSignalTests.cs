using Init.Linux.Processes;
using Xunit;

namespace Init.Linux.Tests.Processes;

public sealed class ProcessSignalTests
{
    private const int Probe = 0;

    /// <summary>kill(2) takes 0 for the caller's own group and −1 for every process: no test dares to send more than a
    /// probe.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_process_is_not_a_target(int pid)
    {
        Assert.Equal(Errno.ESRCH, ProcessSignal.Send(pid, Probe));
        Assert.Equal(Errno.ESRCH, ProcessSignal.SendToGroup(pid, Probe));
    }

    [Fact]
    public void Everybody_is_not_a_group() => Assert.Equal(Errno.ESRCH, ProcessSignal.SendToGroup(1, Probe));

    [Fact]
    public void Process_that_exists_is_a_target() => Assert.Equal(0, ProcessSignal.Send(Environment.ProcessId, Probe));
}
