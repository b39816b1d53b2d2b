using System.Collections;
using System.Runtime.InteropServices;

namespace Init.Bench;

/// <summary>A program that was started with its standard streams on /dev/null.</summary>
internal sealed class Child
{
    private static readonly List<Child> Alive = [];
    private bool ended;

    private Child(int pid) => Pid = pid;

    public int Pid { get; }

    /// <param name="line">The program's path and its arguments.</param>
    /// <param name="environment">Beside this process's own.</param>
    public static Child Start(IReadOnlyList<string> line, params (string Name, string Value)[] environment)
    {
        var argv = Strings(line);
        var envp = Strings([.. Inherited(), .. environment.Select(pair => $"{pair.Name}={pair.Value}")]);
        var actions = Marshal.AllocHGlobal(Libc.OpaqueBytes);
        Check(Libc.posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
        for (var fd = 0; fd < 3; fd++)
        {
            Check(Libc.posix_spawn_file_actions_addopen(actions, fd, "/dev/null", Libc.O_RDWR, 0), "addopen");
        }

        // A session of its own, as a container's is: the terminal of whoever runs this asks more of an init.
        var attributes = Marshal.AllocHGlobal(Libc.OpaqueBytes);
        Check(Libc.posix_spawnattr_init(attributes), "posix_spawnattr_init");
        Check(Libc.posix_spawnattr_setflags(attributes, Libc.POSIX_SPAWN_SETSID), "posix_spawnattr_setflags");
        Check(Libc.posix_spawn(out var pid, line[0], actions, attributes, argv, envp), line[0]);
        Marshal.FreeHGlobal(attributes);
        Marshal.FreeHGlobal(actions);
        Free(argv, line.Count);
        Free(envp, Inherited().Length + environment.Length);
        var child = new Child(pid);
        Alive.Add(child);
        return child;
    }

    /// <returns>The exit code, or 128 and the signal.</returns>
    public int Wait()
    {
        _ = Libc.waitpid(Pid, out var status, 0);
        ended = true;
        Alive.Remove(this);
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
    }

    /// <summary>SIGTERM, then SIGKILL to all that is left, and the end of them.</summary>
    public void End()
    {
        if (ended)
        {
            return;
        }

        var tree = Proc.Descendants(Pid);
        _ = Libc.kill(Pid, Libc.SIGTERM);
        for (var waited = 0; waited < 50 && Proc.State(Pid) is not 'Z'; waited++)
        {
            Thread.Sleep(100);
        }

        foreach (var pid in tree.Prepend(Pid).Where(pid => Proc.State(pid) is not (null or 'Z')))
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
        }

        Wait();
    }

    public static void EndAll()
    {
        foreach (var child in Alive.ToArray())
        {
            child.End();
        }
    }

    private static string[] Inherited() =>
        [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(pair => (string)pair.Key is not "PORT" && !((string)pair.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(pair => $"{pair.Key}={pair.Value}")];

    private static nint Strings(IReadOnlyList<string> values)
    {
        var array = Marshal.AllocHGlobal((values.Count + 1) * nint.Size);
        for (var i = 0; i < values.Count; i++)
        {
            Marshal.WriteIntPtr(array, i * nint.Size, Marshal.StringToCoTaskMemUTF8(values[i]));
        }

        Marshal.WriteIntPtr(array, values.Count * nint.Size, 0);
        return array;
    }

    private static void Free(nint array, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Marshal.FreeCoTaskMem(Marshal.ReadIntPtr(array, i * nint.Size));
        }

        Marshal.FreeHGlobal(array);
    }

    private static void Check(int errno, string what)
    {
        if (errno != 0)
        {
            throw new InvalidOperationException($"{what}: {Marshal.GetPInvokeErrorMessage(errno)}");
        }
    }
}
