using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>What tests/node/setup has fetched, and the programs of Workers/node, where Node finds the one from the
/// other.</summary>
internal static class Kit
{
    private const UnixFileMode ForAll = (UnixFileMode)0x1ED;
    private static readonly Lazy<string> Programs = new(Make);

    /// <summary>The version that a test has which is not about versions.</summary>
    public const int Usual = 22;

    public static readonly int[] Versions = [18, 20, 22, 24, 26];

    public static string Node(int version = Usual) =>
        Path.Combine(Fetched, "node_modules", string.Create(CultureInfo.InvariantCulture, $"node{version}"), "bin", "node");

    /// <summary>A file of Workers/node.</summary>
    public static string Program(string name) => Path.Combine(Programs.Value, name);

    /// <summary>A program with its arguments, as the command of a worker.</summary>
    public static string[] Run(string program, params object[] arguments) => Run(Usual, program, arguments);

    public static string[] Run(int version, string program, params object[] arguments) =>
        [Node(version), Program(program), .. arguments.Select(each => Convert.ToString(each, CultureInfo.InvariantCulture)!)];

    /// <summary>`next start`, as its documentation has it.</summary>
    public static string[] Next(int version, int port) =>
    [
        Node(version), Path.Combine(Fetched, "node_modules", "next", "dist", "bin", "next"), "start", "--port",
        Server.Text(port), Path.Combine(Fetched, "next"),
    ];

    /// <summary>The lines that a client of Workers/node/clients prints.</summary>
    public static async Task<string[]> Client(string name, params object[] arguments)
    {
        var line = Run(Usual, Path.Combine("clients", name), arguments);
        var ended = await Task.Run(() => Shell.Run(line[0], line[1..]));
        Assert.True(ended.Code == 0, $"{name}: {ended.Error}");
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Fetched
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Init.sln")))
            {
                folder = folder.Parent;
            }

            var path = Path.Combine(folder?.FullName ?? "", "out", "node");
            if (File.Exists(path + ".missing"))
            {
                Assert.Skip(File.ReadAllText(path + ".missing").Trim());
            }

            if (!Directory.Exists(path))
            {
                Assert.Skip("install: what tests/node/setup fetches (make setup-node)");
            }

            return path;
        }
    }

    private static string Make()
    {
        var target = Directory.CreateTempSubdirectory("e2e-pm1-node-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(target, recursive: true);
        File.SetUnixFileMode(target, ForAll);
        var source = Path.Combine(AppContext.BaseDirectory, "Workers", "node");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, ForAll);
        }

        Directory.CreateSymbolicLink(Path.Combine(target, "node_modules"), Path.Combine(Fetched, "node_modules"));
        return target;
    }
}
