using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Init.Linux.Interop;
using Init.Linux.Signals;
using Xunit;

namespace Init.Linux.Tests.Signals;

/// <summary>Every test has a thread of its own, with every signal blocked, and signals are sent to that thread: one
/// that is sent to the process would end the test run.</summary>
public sealed class SignalSourceTests
{
    private const int SysGettid = 186;
    private const int SysTgkill = 234;
    private const int RealTime = 40;

    [Fact]
    public void Nothing_waits_and_nothing_is_read() => OnThread(thread =>
    {
        using var source = new SignalSource(SignalSet.All);
        Assert.Equal(0, source.Read());
    });

    [Fact]
    public void Signal_of_another_process_comes_once() => OnThread(thread =>
    {
        using var source = new SignalSource(SignalSet.All);
        SendFromOutside(thread, Signal.SIGUSR1);
        Assert.Equal(Signal.SIGUSR1, source.Read());
        Assert.Equal(0, source.Read());
    });

    [Fact]
    public void Standard_signals_are_one_and_real_time_signals_queue() => OnThread(thread =>
    {
        using var source = new SignalSource(SignalSet.All);
        SendFromOutside(thread, Signal.SIGUSR1, Signal.SIGUSR1, RealTime, RealTime);
        Assert.Equal(Signal.SIGUSR1, source.Read());
        Assert.Equal(RealTime, source.Read());
        Assert.Equal(RealTime, source.Read());
        Assert.Equal(0, source.Read());
    });

    /// <summary>A broken pipe of ours, and the runtime's way to suspend a thread, must not reach a worker; but what the
    /// kernel sends in our name may be news.</summary>
    [Fact]
    public void Only_some_signals_to_ourselves_are_nobodys() => OnThread(thread =>
    {
        using var source = new SignalSource(SignalSet.All);
        foreach (var signal in new[] { Signal.SIGPIPE, SignalDetour.RuntimesOwn, Signal.SIGHUP })
        {
            Assert.Equal(0, Libc.syscall(SysTgkill, Environment.ProcessId, thread, signal, 0, 0, 0));
        }

        Assert.Equal(Signal.SIGHUP, source.Read());
        Assert.Equal(0, source.Read());
        SendFromOutside(thread, Signal.SIGPIPE);
        Assert.Equal(Signal.SIGPIPE, source.Read());
    });

    [Theory]
    [InlineData(1, 1UL)]
    [InlineData(64, 1UL << 63)]
    [InlineData(0, 0UL)]
    [InlineData(65, 0UL)]
    [InlineData(-1, 0UL)]
    public void Set_has_the_kernels_bits(int signal, ulong bits)
    {
        Assert.Equal(bits, SignalSet.None.With(signal).Bits);
        Assert.Equal(~bits, SignalSet.All.Without(signal).Bits);
        Assert.Equal(bits != 0, SignalSet.All.Contains(signal));
        Assert.False(SignalSet.All.Without(signal).Contains(signal));
    }

    private static void SendFromOutside(int thread, params int[] signals)
    {
        var text = $"""
            import ctypes
            for s in [{string.Join(',', signals)}]: ctypes.CDLL(None).syscall({SysTgkill}, {Environment.ProcessId}, {thread}, s)
            """;
        using var process = Process.Start("python3", ["-c", text]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void OnThread(Action<int> test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                SignalState.Block();
                test((int)Libc.syscall(SysGettid, 0, 0, 0, 0, 0, 0));
            }
            catch (Exception thrown)
            {
                // It belongs to the test's own thread.
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
