using System.Diagnostics;

namespace Init.Bench;

/// <summary>pm1, and whoever else does the same work, as far as they are installed.</summary>
internal sealed class Peers
{
    private const string CCompiler = "/usr/bin/gcc";
    private static readonly string Top = FindTop();
    private readonly List<string> missing = [];
    private readonly string programs;
    private readonly Lazy<string?> pm2;

    public Peers(Scratch folder)
    {
        Pm1 = Environment.GetEnvironmentVariable("PM1_BINARY") is { Length: > 0 } given ? given : Path.Combine(Top, "out", "pm1");
        if (!File.Exists(Pm1))
        {
            throw new FileNotFoundException($"{Pm1} does not exist: run make build, or set PM1_BINARY");
        }

        Node = Find("node", "install: nodejs");
        Tini = Find("tini", "install: tini");
        DumbInit = Find("dumb-init", "install: dumb-init");
        Catatonit = Find("catatonit", "install: catatonit");
        Gunicorn = Find("gunicorn", "install: gunicorn");
        Supervisord = Find("supervisord", "install: supervisor");
        Wrk = Find("wrk", "install: wrk");
        Empty = Path.Combine(Top, "out", "bench", "floor", "empty");
        if (!File.Exists(Empty))
        {
            Empty = null;
            missing.Add("the floor (no empty native-AOT program: make setup, or see out/bench/empty.log)");
        }

        programs = folder.Path;
        pm2 = new(() => Node is null ? null : FindPm2());
        Server = folder.Write("server.js",
            "require('http').createServer((q, r) => r.end('ok\\n')).listen(+(process.env.PORT || process.argv[2]));\n");
    }

    public string Pm1 { get; }
    public string? Node { get; }
    public string? Tini { get; }
    public string? DumbInit { get; }
    public string? Catatonit { get; }
    public string? Gunicorn { get; }
    public string? Supervisord { get; }
    public string? Wrk { get; }

    /// <summary>A native-AOT program that does nothing, or with an argument waits; what `run` built.</summary>
    public string? Empty { get; }
    public string? Pm2Runtime => pm2.Value;

    /// <summary>The plainest Node server; its port is PORT, or its argument (under pm2 that is another).</summary>
    public string Server { get; }
    public IReadOnlyList<string> Missing => missing;

    /// <summary>Command lines that run COMMAND as its init would, by name; "alone" is COMMAND itself.</summary>
    public IReadOnlyList<(string Name, string[] Line)> Inits(params string[] command)
    {
        var all = new List<(string, string[])> { ("alone", command), ("pm1", [Pm1, "--", .. command]) };
        if (Tini is not null)
        {
            // -s: a subreaper, as pm1 is when it is not PID 1.
            all.Add(("tini", [Tini, "-s", "--", .. command]));
        }

        if (DumbInit is not null)
        {
            all.Add(("dumb-init", [DumbInit, "--", .. command]));
        }

        if (Catatonit is not null)
        {
            all.Add(("catatonit", [Catatonit, "--", .. command]));
        }

        return all;
    }

    /// <returns>The program of one of the C files here.</returns>
    public string? Compile(string name)
    {
        var (source, program) = (Path.Combine(Top, "tests", "Init.Bench", $"{name}.c"), Path.Combine(programs, name));
        if (!File.Exists(CCompiler) || Child.Start([CCompiler, "-O2", "-static", "-o", program, source]).Wait() != 0)
        {
            missing.Add($"what {name}.c is for (install: gcc libc6-dev)");
            return null;
        }

        return program;
    }

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Init.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? "";
    }

    private string? Find(string name, string otherwise)
    {
        var path = new[] { "/usr/bin", "/usr/local/bin", "/bin" }
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            missing.Add($"{name} ({otherwise})");
        }

        return path;
    }

    /// <summary>From npm, once, into the user's cache.</summary>
    private string? FindPm2()
    {
        var cache = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "pm1-bench");
        var path = Path.Combine(cache, "node_modules", "pm2", "bin", "pm2-runtime");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(cache);
            try
            {
                using var npm = Process.Start(
                    new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", cache, "pm2"]));
                npm?.WaitForExit(TimeSpan.FromMinutes(3));
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No npm: the same as no pm2.
            }
        }

        if (!File.Exists(path))
        {
            missing.Add("pm2-runtime (npm install pm2 failed)");
            return null;
        }

        return path;
    }
}
