using System.Text;
using Init.Core.Notify;
using Init.Core.Pool;
using Init.Core.Read;

namespace Init.Runtime.Cluster;

/// <summary>What programs say with process.send: some of it means something here, the rest is passed on to whoever
/// follows the events, within bounds.</summary>
/// <param name="pong">Takes the answer to a ping.</param>
internal sealed class ChannelMessages(INodeNews news, Action<NodeWorker, TimeSpan> pong)
{
    /// <summary>PM2's `wait_ready`.</summary>
    private const string Ready = "\"ready\"";

    private const int DataCharsMax = 16 << 10;

    /// <summary>`node --watch` in a child reports what it loads (WATCH_REPORT_DEPENDENCIES).</summary>
    private static readonly string[] OfNodeItself = ["{\"watch:require\":", "{\"watch:import\":"];

    internal void Take(NodeWorker worker, string json, TimeSpan now)
    {
        if (json == Ready)
        {
            news.Happen(worker.Seat, worker.Pid, new WorkerEvent(WorkerEventKind.Notified));
            return;
        }

        if (json == $"\"pong#{worker.Pid}\"")
        {
            pong(worker, now);
            return;
        }

        if (Array.Exists(OfNodeItself, start => json.StartsWith(start, StringComparison.Ordinal))
            || !worker.Messages.TryTake(now))
        {
            return;
        }

        TellDropped(worker);
        var isLong = json.Length > DataCharsMax;
        var shown = isLong ? $"something of {json.Length} characters, too long to be passed on"
            : Shown(json);
        news.Tell(new News(NewsKind.Message, $"{Who(worker)} says {shown}")
        {
            Slot = worker.Seat.Slot, Pid = worker.Pid, Data = isLong ? null : new RawJson(json),
        });
    }

    /// <summary>Said at the first, the tenth, the hundredth…</summary>
    internal void TakeMalformed(NodeWorker worker)
    {
        var count = ++worker.Malformed;
        if (IsPowerOfTen(count))
        {
            news.Tell(new News(
                NewsKind.Note,
                $"{Who(worker)} has written {count} lines on its channel that make no sense: they are ignored")
            {
                Slot = worker.Seat.Slot, Pid = worker.Pid,
            });
        }
    }

    internal void Forget(NodeWorker worker)
    {
        TellDropped(worker);
        if (worker.Channel.Oversized > 0)
        {
            news.Tell(new News(
                NewsKind.Note,
                $"{Who(worker)} wrote {worker.Channel.Oversized} messages of more than 1 MiB: they are lost")
            {
                Slot = worker.Seat.Slot, Pid = worker.Pid,
            });
        }
    }

    private void TellDropped(NodeWorker worker)
    {
        if (worker.Messages.TakeDropped() is var dropped and > 0)
        {
            news.Tell(new News(NewsKind.Note, $"{Who(worker)} said more than is passed on: {dropped} messages are lost")
            {
                Slot = worker.Seat.Slot, Pid = worker.Pid,
            });
        }
    }

    /// <summary>A message may be anything, and this is a line for people.</summary>
    private static string Shown(string json)
    {
        var shown = StatusText.Of(Encoding.UTF8.GetBytes(json));
        return json.Length > StatusText.CharsMax ? $"{shown}…" : shown;
    }

    private static bool IsPowerOfTen(long count)
    {
        while (count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }

    private static string Who(NodeWorker worker) => $"worker {worker.Seat.Slot} (pid {worker.Pid})";
}
