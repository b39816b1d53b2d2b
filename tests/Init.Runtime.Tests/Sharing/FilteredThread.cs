using Init.Core.Pool;
using System.Runtime.ExceptionServices;
using Init.Core.Spec;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Seccomp;
using Init.Runtime.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Sharing;

/// <summary>A filter binds the thread that installs it: so a thread of the test plays the worker, and the test's own thread
/// the broker.</summary>
internal sealed class FilteredThread : IDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly EventQueue<SharingEvent> _events = new();
    private readonly List<SharingEvent> _news = [];

    public SharedSockets Shared { get; } = new();

    public IReadOnlyList<SharingEvent> News => _news;

    /// <summary>Runs a program under the filter and answers its calls until it has ended.</summary>
    public void Run(AppSpec app, Action program)
    {
        var judge = new BindJudge(new SharingRules(app), Shared, _events);
        ExceptionDispatchInfo? failure = null;
        var refused = 0;
        using var installed = new ManualResetEventSlim();
        var listener = new OwnedFd();
        var thread = new Thread(() =>
        {
            refused = BeforeExec.SetNoNewPrivileges();
            refused = refused != 0 ? refused : BindFilter.Install(out listener);
            installed.Set();
            try
            {
                (refused == 0 ? program : () => { })();
            }
            catch (Exception thrown)
            {
                // It belongs to the test's own thread.
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        installed.Wait();
        using (listener)
        {
            Assert.SkipUnless(refused == 0, $"this machine refuses seccomp notification: errno {refused}");
            Serve(judge, listener);
        }

        thread.Join();
        failure?.Throw();
        _news.AddRange(_events.TakeAll());
    }

    public void Dispose()
    {
        Shared.Close();
        _events.Dispose();
    }

    private static void Serve(BindJudge judge, OwnedFd listener)
    {
        using var poller = new Poller();
        var worker = new ServedWorker(new Seat(3, 0), Environment.ProcessId, listener);
        var isOver = false;
        Assert.Equal(0, poller.Add(listener, Interest.Readable, ready =>
        {
            isOver = !ready.Readable;
            if (ready.Readable && NotificationQueue.Receive(listener, out var call) == 0)
            {
                judge.Answer(worker, call);
            }
        }));
        for (var started = Environment.TickCount64; !isOver;)
        {
            Assert.InRange(Environment.TickCount64 - started, 0, (long)WaitMax.TotalMilliseconds);
            poller.Wait(WaitMax);
        }
    }
}
