using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Runtime.InitMode;

/// <summary>What lives on after the child: our other children, and theirs as they come to us. A pid from /proc is safe
/// to signal: it is our child, only we reap, and we do not reap in between.</summary>
internal sealed class Remains
{
    /// <summary>Who has been asked to end. Bounded by the number of processes.</summary>
    private readonly HashSet<int> _asked = [];

    /// <summary>SIGTERM goes to a whole group: who is in it now has been asked, who joins it later has not.</summary>
    internal void TellGroup(int group)
    {
        foreach (var pid in ProcessStatus.All().Where(pid => ProcessStatus.Group(pid) == group))
        {
            _asked.Add(pid);
        }
    }

    internal void Tell(int signal)
    {
        if (Children.All() is not { } children)
        {
            // Without /proc only PID 1 can reach what it does not know: everything in its namespace.
            _ = ProcessSignal.SendToAll(signal);
            return;
        }

        foreach (var child in children)
        {
            if (signal != Signal.SIGTERM || _asked.Add(child))
            {
                _ = ProcessSignal.Send(child, signal);
            }
        }
    }

    /// <summary>Its pid may be another's from now on.</summary>
    internal void Forget(int pid) => _asked.Remove(pid);
}
