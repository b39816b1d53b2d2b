using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Xunit;

namespace Init.Linux.Tests.Processes;

public sealed unsafe class SpawnerTests
{
    [Theory]
    [InlineData("exit 7", 7, 0, 7)]
    [InlineData("exit 0", 0, 0, 0)]
    [InlineData("kill -TERM $$", 0, Signal.SIGTERM, 143)]
    [InlineData("kill -KILL $$", 0, Signal.SIGKILL, 137)]
    public void End_of_a_child_is_read(string script, int code, int signal, int shell)
    {
        var (_, status) = Run(script);
        Assert.Equal(new ExitStatus(code, signal), status);
        Assert.Equal(shell, status.ShellCode);
    }

    [Fact]
    public void Child_leads_a_group_with_the_mask_and_dispositions_of_the_plan()
    {
        // Not the shell, which changes its mask.
        var (text, _) = Run("/bin/cat", ["cat", "/proc/self/stat", "/proc/self/status"], SignalSet.None.With(Signal.SIGUSR2), []);
        Assert.Matches(@"^(\d+) \(cat\) R \d+ \1 ", text);
        Assert.Contains("SigBlk:\t0000000000000800", text, StringComparison.Ordinal);
        Assert.Contains("SigIgn:\t0000000000000000", text, StringComparison.Ordinal);
    }

    /// <summary>Each source's number is another one's target: in one order or the other a plain dup2 would destroy one.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Descriptors_whose_numbers_cross_arrive(bool isSwapped)
    {
        var first = File("first");
        var second = File("second");
        using (first)
        using (second)
        {
            var (one, two) = isSwapped ? (second.Number, first.Number) : (first.Number, second.Number);
            var (text, _) = Run(
                $"cat /proc/self/fd/{one} /proc/self/fd/{two}", [(first, one), (second, two)]);
            Assert.StartsWith("firstsecond", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/nowhere/at/all", Errno.ENOENT)]
    [InlineData("/etc/passwd", Errno.EACCES)]
    [InlineData("/etc", Errno.EACCES)]
    [InlineData("/etc/passwd/x", Errno.ENOTDIR)]
    public void Failure_of_exec_comes_back(string path, int errno)
    {
        using var argv = new StringVector(["x"u8.ToArray()]);
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(errno, Spawner.Start(Plan(path, argv, SignalSet.None, []), out var pid));
            Assert.Equal(0, pid);
        }

        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + 50);
    }

    [Fact]
    public void Survivors_of_a_signal_are_read_from_proc()
    {
        Assert.True(ProcessStatus.Survives(Environment.ProcessId)!.Value.Contains(Signal.SIGPIPE));
        Assert.Null(ProcessStatus.Survives(int.MaxValue));
        Assert.Null(ProcessStatus.ThreadGroup(int.MaxValue));
        Assert.Equal(Environment.ProcessId, ProcessStatus.ThreadGroup(Environment.ProcessId));
        Assert.Equal((false, false), ProcessStatus.DescriptorFlags(int.MaxValue, 0));
    }

    [Fact]
    public void Descriptor_that_stands_at_its_number_arrives_there()
    {
        using var file = File("here");
        var (text, _) = Run($"cat /proc/self/fd/{file.Number}", [(file, file.Number)]);
        Assert.Equal("here", text);
    }

    private static OwnedFd File(string text)
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile(text, out var file));
        Assert.Equal(0, Descriptor.WriteAll(file, Encoding.ASCII.GetBytes(text)));
        return file;
    }

    private static SpawnPlan Plan(
        string path, StringVector argv, SignalSet mask, IReadOnlyList<(OwnedFd, int)> descriptors) => new()
    {
        Path = System.Text.Encoding.UTF8.GetBytes(path), Arguments = argv, Mask = mask, Default = SignalSet.All, NewProcessGroup = true, Descriptors = descriptors,
    };

    private static (string Output, ExitStatus Status) Run(
        string script, IReadOnlyList<(OwnedFd, int)>? descriptors = null) =>
        Run("/bin/sh", ["sh", "-c", script], SignalSet.None, descriptors ?? []);

    private static (string Output, ExitStatus Status) Run(
        string path, IReadOnlyList<string> command, SignalSet mask, IReadOnlyList<(OwnedFd, int)> descriptors)
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("output", out var output));
        using (output)
        {
            using var argv = new StringVector([.. command.Select(Encoding.UTF8.GetBytes)]);
            Assert.Equal(0, Spawner.Start(Plan(path, argv, mask, [(output, 1), .. descriptors]), out var pid));

            // By its number: a test must not reap the children of other tests.
            siginfo_t info;
            Assert.Equal(0, Libc.waitid(C.P_PID, (uint)pid, &info, C.WEXITED | C.WNOWAIT));
            Assert.Equal(pid, info.si_pid);
            var status = info.si_code == C.CLD_EXITED ? new ExitStatus(info.si_status, 0) : new ExitStatus(0, info.si_status);
            Children.Reap(pid);
            Assert.Equal(Errno.ESRCH, ProcessSignal.Send(pid, 0));
            return (Encoding.UTF8.GetString(Descriptor.ReadFromStart(output, 1 << 16)!), status);
        }
    }
}
