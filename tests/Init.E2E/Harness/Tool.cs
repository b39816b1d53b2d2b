namespace Init.E2E.Harness;

/// <summary>A program that a test needs beside pm1. Absent, the test is skipped and says what to install.</summary>
internal static class Tool
{
    public static string Node => Find("node", "nodejs");
    public static string Python => Find("python3", "python3");
    public static string Nginx => Find("nginx", "nginx-light");
    public static string Gunicorn => Find("gunicorn", "gunicorn");
    public static string Gcc => Find("gcc", "gcc libc6-dev");
    public static string Setpriv => Find("setpriv", "util-linux");
    public static string Unshare => Find("unshare", "util-linux");
    public static string Setsid => Find("setsid", "util-linux");
    public static string Nsenter => Find("nsenter", "util-linux");
    public static string Timeout => Find("timeout", "coreutils");
    public static string Bash => Find("bash", "bash");
    public static string Zsh => Find("zsh", "zsh");
    public static string Fish => Find("fish", "fish");
    public static string Strace => Find("strace", "strace");
    public static string Taskset => Find("taskset", "util-linux");
    public static string Nm => Find("nm", "binutils");
    public static string Objdump => Find("objdump", "binutils");
    public static string Script => Find("script", "bsdutils");
    public static string Dotnet => Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet"
        ? self
        : Find("dotnet", "dotnet-sdk-10.0");

    /// <summary>The system's folders come first: version managers put shell scripts in a user's home, which another
    /// user cannot even read.</summary>
    private static string Find(string name, string package)
    {
        var folders = new[] { "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"install: {package}");
        return "";
    }

    public static void NeedRoot(string why)
    {
        if (Libc.geteuid() != 0)
        {
            Assert.Skip($"needs root: {why}");
        }
    }
}
