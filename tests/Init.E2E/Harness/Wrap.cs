namespace Init.E2E.Harness;

/// <summary>Command lines that give pm1 a place in which it may have to live.</summary>
internal static class Wrap
{
    /// <summary>What a restricted pod has: a uid that no passwd entry knows, no capability and no way to any.</summary>
    public static string[] Unprivileged
    {
        get
        {
            Tool.NeedRoot("it becomes another user");
            return
            [
                Tool.Setpriv, "--reuid", "12345", "--regid", "12345", "--clear-groups", "--bounding-set=-all",
                "--inh-caps=-all", "--no-new-privs",
            ];
        }
    }

    /// <summary>Root as it is in a container, where it may not look into other users' processes.</summary>
    public static string[] Untracing
    {
        get
        {
            Tool.NeedRoot("it gives capabilities up");
            return [Tool.Setpriv, "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"];
        }
    }

    /// <summary>PID 1 of a pid namespace.</summary>
    public static string[] PidNamespace
    {
        get
        {
            Tool.NeedRoot("it makes a pid namespace");
            return [Tool.Unshare, "--pid", "--fork", "--kill-child", "--mount-proc"];
        }
    }

    /// <summary>Signals numbered so are ignored and blocked, all others default and open, when pm1 begins.</summary>
    public static string[] Given(string ignored, string blocked) => [Shipped.Worker, "given", ignored, blocked];

    /// <summary>Only this CPU.</summary>
    public static string[] Cpu(int number) =>
        [Tool.Taskset, "--cpu-list", number.ToString(System.Globalization.CultureInfo.InvariantCulture)];
}
