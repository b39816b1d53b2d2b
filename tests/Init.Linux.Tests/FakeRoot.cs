namespace Init.Linux.Tests;

/// <summary>A folder that stands for `/`, removed with the test.</summary>
public sealed class FakeRoot : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pm1-root-").FullName;

    public FakeRoot Write(string file, params string[] lines)
    {
        var path = System.IO.Path.Combine(Path, file.TrimStart('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
