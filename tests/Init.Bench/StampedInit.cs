using System.Diagnostics;

namespace Init.Bench;

/// <summary>An init whose child is stamps.c.</summary>
internal sealed class StampedInit : IDisposable
{
    private readonly Child child;
    private readonly FileStream stamps;
    private readonly byte[] stamp = new byte[sizeof(long)];

    public StampedInit(string[] line, string fifo)
    {
        child = Child.Start(line);

        // Opens when the child does, which it does when it can take signals.
        stamps = new FileStream(fifo, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <returns>Microseconds. Stopwatch counts CLOCK_MONOTONIC's nanoseconds, as the child does.</returns>
    public double Signal()
    {
        var sent = Stopwatch.GetTimestamp();
        _ = Libc.kill(child.Pid, Libc.SIGUSR1);
        stamps.ReadExactly(stamp);
        return (BitConverter.ToInt64(stamp) - sent) / 1e3;
    }

    public void Dispose()
    {
        child.End();
        stamps.Dispose();
    }
}
