using System.Diagnostics;

namespace Init.Bench;

/// <summary>Asks a port again and again, and notes how long each answer took.</summary>
internal sealed class Pulse
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);
    private readonly List<double> times = [];
    private readonly Thread thread;
    private volatile bool isOver;

    public Pulse(int port, string path)
    {
        thread = new Thread(() =>
        {
            // The first answer is the start of whoever gives it.
            Http.WaitFor(port, path);
            while (!isOver)
            {
                var start = Stopwatch.GetTimestamp();
                _ = Http.Get(port, path, out _);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Thread.Sleep(Pause);
            }
        });
        thread.Start();
    }

    /// <summary>All so far, in milliseconds.</summary>
    public IReadOnlyList<double> Stop()
    {
        isOver = true;
        thread.Join();
        return times;
    }
}
