using System.Diagnostics;

namespace Init.E2E.Harness;

/// <summary>A pm1 that was started, and everything below it, ended at the latest with the test.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly Process process;
    private readonly Launch launch;
    private int pid;

    public Running(Process process, Launch launch)
    {
        this.process = process;
        this.launch = launch;
        Out = new Output(process.StandardOutput);
        Error = new Output(process.StandardError);
        Admin = new Admin(launch.AdminPort);
        Top = process.Id;
        Orphanage.Add(Top);
    }

    /// <summary>The outermost process that was started: a wrapper, or pm1 itself.</summary>
    public int Top { get; }

    public Output Out { get; }
    public Output Error { get; }
    public Admin Admin { get; }

    /// <summary>pm1's own pid, below whatever wrapper started it.</summary>
    public int Pid
    {
        get
        {
            if (pid == 0)
            {
                pid = Find();
                Assert.True(pid != 0, $"pm1 does not run: {Error.Text}");
            }

            return pid;
        }
    }

    /// <summary>The agent's pid, 0 while there is none.</summary>
    public int AgentPid => Proc.Children(Pid).FirstOrDefault(IsAgent);

    /// <summary>pm1's direct children that are programs of the user's.</summary>
    public IReadOnlyList<int> Workers =>
        [.. Proc.Children(Pid).Where(child => Proc.Runs(child) && Proc.Executable(child) is { Length: > 0 } exe
            && exe != Proc.Executable(Pid)).Order()];

    public bool HasExited => process.HasExited;

    public void Signal(int signal) =>
        Assert.True(Libc.kill(Pid, signal) == 0, $"cannot send signal {signal} to pm1: it has ended: {Error.Text}");

    /// <summary>To a wrapper that stays, when it waits for what it has started. Before that it may not even know of it:
    /// timeout(1), told to end before fork(2) has come back to it, ends without a word to its child.</summary>
    public async Task SignalTop(int signal)
    {
        await Poll.Until(() => Proc.Stat(Top) is { State: 'S' }, Bound.Answer, () => $"{Proc.Stat(Top)}");
        Assert.Equal(0, Libc.kill(Top, signal));
    }

    /// <summary>The wrappers have become pm1.</summary>
    public Task Begun() => Poll.Until(() => HasExited || Find() != 0, Bound.Start, () => Error.Text);

    public async Task WaitForWorkers(int count)
    {
        await Begun();
        await Poll.Until(() => Workers.Count == count, Bound.Start, () => $"{Workers.Count} of {count} workers: {Error.Text}");
    }

    /// <returns>The exit code, when both streams have ended as well.</returns>
    public async Task<int> Exit(TimeSpan? bound = null)
    {
        await Poll.Until(() => process.HasExited, bound ?? Bound.Exit, () => $"pm1 still runs: {Error.Text}");
        await Task.WhenAny(Task.WhenAll(Out.Ended, Error.Ended), Task.Delay(Bound.Answer));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Orphanage.End(Top);
        await process.WaitForExitAsync();
        process.Dispose();
        Orphanage.Remove(Top);
    }

    private int Find()
    {
        var program = launch.Program ?? Shipped.Pm1;
        return Proc.Descendants(Top).Prepend(Top)
            .FirstOrDefault(candidate => Proc.CommandLine(candidate) is [var name, ..] && name == program);
    }

    private bool IsAgent(int child) =>
        Proc.Executable(child) == Proc.Executable(Pid)
        && Proc.CommandLine(child).Any(word => word.Contains("agent", StringComparison.Ordinal));
}
