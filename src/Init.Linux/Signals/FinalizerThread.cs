using System.Runtime.CompilerServices;

namespace Init.Linux.Signals;

/// <summary>Runs an action once on the runtime's finalizer thread, and waits for it. There is no other way to change
/// that thread's signal mask: it exists before Main, and a thread's mask is its own.</summary>
internal sealed class FinalizerThread
{
    private readonly Action _action;

    private FinalizerThread(Action action) => _action = action;

    ~FinalizerThread() => _action();

    internal static void Run(Action action)
    {
        Drop(action);
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
    }

    // In a frame of its own, so that no register or stack slot of the caller keeps the object alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(Action action) => _ = new FinalizerThread(action);
}
