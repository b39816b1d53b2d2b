namespace Init.E2E.Harness;

/// <summary>What is tested, and what it runs, where every user can read it (a home folder is often closed).</summary>
internal static class Shipped
{
    private const UnixFileMode ForAll = (UnixFileMode)0x1ED;
    private static readonly Lazy<string> Folder = new(Make);
    private static readonly Lazy<string> Binary = new(() => Copy(BinarySource(), "pm1"));
    private static readonly Lazy<string> CWorker = new(() => Compile("worker"));
    private static readonly Lazy<string> CTrial = new(() => Compile("trial"));
    private static readonly Lazy<string> CCrew = new(() => Compile("crew"));

    public static string Pm1 => Binary.Value;

    /// <summary>The symbols that the linker split off; beside the binary where `make build` put both.</summary>
    public static string Symbols => BinarySource() + ".dbg";

    public static string Worker => CWorker.Value;
    public static string Trial => CTrial.Value;
    public static string Crew => CCrew.Value;

    /// <summary>A file of the folder Workers.</summary>
    public static string Source(string name) =>
        Copy(Path.Combine(AppContext.BaseDirectory, "Workers", name), name);

    public static string AspNet
    {
        get
        {
            var target = Path.Combine(Folder.Value, "aspnet");
            lock (Folder)
            {
                if (!Directory.Exists(target))
                {
                    Directory.CreateDirectory(target);
                    foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "..", "aspnet")))
                    {
                        Copy(file, Path.Combine("aspnet", Path.GetFileName(file)));
                    }
                }
            }

            return Path.Combine(target, "AspNet.dll");
        }
    }

    private static string BinarySource()
    {
        if (Environment.GetEnvironmentVariable("PM1_BINARY") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Init.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.FullName ?? "", "out", "pm1");
        Assert.True(File.Exists(path), $"{path} does not exist: run make build, or set PM1_BINARY");
        return path;
    }

    private static string Copy(string from, string name)
    {
        var to = Path.Combine(Folder.Value, name);
        lock (Folder)
        {
            if (!File.Exists(to))
            {
                TempFolder.Place(to, path => File.Copy(from, path), ForAll);
            }
        }

        return to;
    }

    private static string Compile(string name)
    {
        var source = Source($"{name}.c");
        var target = Path.Combine(Folder.Value, name);
        var result = Shell.Run(Tool.Gcc, ["-static", "-O1", "-o", target, source]);
        Assert.True(result.Code == 0, $"gcc: {result.Error}");
        File.SetUnixFileMode(target, ForAll);
        return target;
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("e2e-pm1-shipped-").FullName;
        File.SetUnixFileMode(folder, ForAll);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
