using System.Runtime.CompilerServices;

namespace Init.Linux.Signals;

/// <summary>Runs an action once on the runtime's finalizer thread, and waits for it. There is no other way to change
/// that thread's signal mask: it exists before Main, and a thread's mask is its own.</summary>
internal sealed class FinalizerThread
{
    private const int TriesMax = 100;

    private readonly Action _action;

    private FinalizerThread(Action action) => _action = action;

    ~FinalizerThread() => _action();

    /// <summary>The collector may see a stale copy of the reference on the stack and keep the object: then another one is
    /// tried. Without the mask a SIGCHLD could be lost to that thread, so there is no going on without.</summary>
    /// <exception cref="InvalidOperationException">Not even a hundred objects were collected.</exception>
    internal static void Run(Action action)
    {
        var done = new StrongBox<bool>();
        for (var tries = 0; tries < TriesMax; tries++)
        {
            Drop(() =>
            {
                action();
                Volatile.Write(ref done.Value, true);
            });
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (Volatile.Read(ref done.Value))
            {
                return;
            }
        }

        throw new InvalidOperationException("the finalizer thread does not run");
    }

    // In a frame of its own, so that no register or stack slot of the caller keeps the object alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(Action action) => _ = new FinalizerThread(action);
}
