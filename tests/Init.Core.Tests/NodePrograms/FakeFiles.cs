using Xunit;
using System.Text;
using Init.Core.NodePrograms;

namespace Init.Core.Tests.NodePrograms;

/// <summary>A machine with Node, npm, a shell, and an app in /app.</summary>
internal sealed class FakeFiles : ICommandFiles
{
    private readonly Dictionary<string, string> texts = [];
    private readonly HashSet<string> programs = [];
    private readonly Dictionary<string, string> links = [];

    public FakeFiles()
    {
        foreach (var name in new[] { "node", "nodejs", "node20", "node-22", "sh", "python3" })
        {
            Program($"/usr/bin/{name}", "\u007fELF");
        }

        Program("/usr/bin/npm", "#!/usr/bin/env node\n");
        File("/app/server.js", "");
    }

    public Dictionary<string, string> Variables { get; } = new() { ["PATH"] = "/usr/local/bin:/usr/bin" };

    public string WorkingDirectory { get; init; } = "/app";

    public FakeFiles File(string path, string text = "")
    {
        texts[path] = text;
        return this;
    }

    public FakeFiles Program(string path, string text)
    {
        programs.Add(path);
        return File(path, text);
    }

    public FakeFiles Link(string path, string target)
    {
        links[path] = target;
        return this;
    }

    /// <summary>/app/package.json with these scripts.</summary>
    public FakeFiles Scripts(params (string Name, string Text)[] scripts)
    {
        var written = string.Join(",", scripts.Select(script => $"\"{script.Name}\":\"{Escaped(script.Text)}\""));
        return File("/app/package.json", $"{{\"name\":\"shop\",\"version\":\"1.2.3\",\"scripts\":{{{written}}}}}");
    }

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public bool IsFile(string path) => texts.ContainsKey(Final(path));

    public byte[]? ProgramHead(string path) =>
        programs.Contains(Final(path)) ? [.. Encoding.UTF8.GetBytes(texts[Final(path)]).Take(256)] : null;

    public byte[]? Read(string path, int bytesMax) =>
        texts.TryGetValue(Final(path), out var text) && Encoding.UTF8.GetBytes(text) is var bytes
            && bytes.Length <= bytesMax ? bytes : null;

    public string? FinalTarget(string path) => IsFile(path) ? Final(path) : null;

    private string Final(string path)
    {
        Assert.True(path.StartsWith('/'), path);
        var full = Path.GetFullPath(path);
        return links.GetValueOrDefault(full, full) + (path.EndsWith('/') && full != "/" ? "/" : "");
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
