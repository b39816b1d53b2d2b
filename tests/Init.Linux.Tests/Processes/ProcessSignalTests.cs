using Init.Linux.Processes;
using Init.Linux.Signals;
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

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nobody_stands_still(int pid) => Assert.Equal(Errno.ESRCH, ProcessSignal.SendToStopped(pid, Probe));

    /// <summary>Eight threads that are always awake, and one that counts in user space: the signal must be taken by the main
    /// thread, before it counts any further.</summary>
    [Fact]
    public void Stopped_process_takes_the_signal_before_it_goes_on()
    {
        for (var round = 0; round < 40; round++)
        {
            using var child = StoppedChild.Start();
            Assert.True(ProcessStatus.IsStopped(child.Pid));
            var before = child.Count;
            Assert.Equal(0, ProcessSignal.SendToStopped(child.Pid, Signal.SIGUSR1));
            Assert.Equal(0, ProcessSignal.Send(child.Pid, Signal.SIGCONT));
            Assert.Equal(before, child.CountAtItsEnd);
        }
    }
}
