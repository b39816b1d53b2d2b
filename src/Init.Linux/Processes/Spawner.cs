using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Processes;

/// <summary>
/// Starts children with posix_spawn(3), the only safe way out of a process with threads and a garbage collector: glibc
/// uses CLONE_VM|CLONE_VFORK, so nothing of ours runs between clone and exec but its own few async-signal-safe calls,
/// and a failure of exec comes back as an error number.</summary>
public static unsafe class Spawner
{
    /// <returns>errno, or 0 and the pid.</returns>
    public static int Start(SpawnPlan plan, out int pid)
    {
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_t actions;
        var detours = new List<OwnedFd>();
        _ = Libc.posix_spawnattr_init(&attributes);
        _ = Libc.posix_spawn_file_actions_init(&actions);
        try
        {
            pid = 0;
            SetAttributes(plan, &attributes);
            var error = AddActions(plan, &actions, detours);
            return error != 0 ? error : Spawn(plan, &actions, &attributes, out pid);
        }
        finally
        {
            detours.ForEach(fd => fd.Dispose());
            _ = Libc.posix_spawn_file_actions_destroy(&actions);
            _ = Libc.posix_spawnattr_destroy(&attributes);
        }
    }

    private static void SetAttributes(SpawnPlan plan, posix_spawnattr_t* attributes)
    {
        var mask = plan.Mask.ToC();
        var defaults = plan.Default.ToC();
        _ = Libc.posix_spawnattr_setsigmask(attributes, &mask);
        _ = Libc.posix_spawnattr_setsigdefault(attributes, &defaults);
        _ = Libc.posix_spawnattr_setpgroup(attributes, 0);
        var flags = C.POSIX_SPAWN_SETSIGMASK | C.POSIX_SPAWN_SETSIGDEF
            | (plan.NewProcessGroup ? C.POSIX_SPAWN_SETPGROUP : 0) | (plan.NewSession ? C.POSIX_SPAWN_SETSID : 0);
        _ = Libc.posix_spawnattr_setflags(attributes, (short)flags);
    }

    private static int AddActions(SpawnPlan plan, posix_spawn_file_actions_t* actions, List<OwnedFd> detours)
    {
        // The child runs with every signal blocked until exec, so the SIGTTOU of a background tcsetpgrp cannot stop it.
        var error = plan.ForegroundTerminal < 0
            ? 0 : Libc.posix_spawn_file_actions_addtcsetpgrp_np(actions, plan.ForegroundTerminal);

        // A target's number may be the number of a source that is needed later: such sources step aside first. One that
        // stands there already needs no more than that it is not closed on exec, which is what dup2 on itself does
        // here.
        var above = plan.Descriptors.Count == 0 ? 0 : plan.Descriptors.Max(entry => entry.Number) + 1;
        var taken = new HashSet<int>();
        foreach (var (fd, number) in plan.Descriptors)
        {
            var source = fd;
            if (error == 0 && taken.Contains(fd.Number))
            {
                error = Descriptor.Duplicate(fd, above, out source);
                detours.Add(source);
            }

            error = error != 0 ? error : Libc.posix_spawn_file_actions_adddup2(actions, source.Number, number);
            taken.Add(number);
        }

        return error;
    }

    private static int Spawn(
        SpawnPlan plan, posix_spawn_file_actions_t* actions, posix_spawnattr_t* attributes, out int pid)
    {
        int child = 0;
        fixed (byte* path = CString.Of(plan.Path))
        {
            var environment = plan.Environment is null ? Libc.environ() : plan.Environment.Pointers;
            var error = Libc.posix_spawn(&child, path, actions, attributes, plan.Arguments.Pointers, environment);
            pid = error == 0 ? child : 0;
            return error;
        }
    }
}
