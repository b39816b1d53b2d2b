namespace Init.E2E.Harness;

/// <summary>A folder that every user may use, gone with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private const UnixFileMode Everyone = (UnixFileMode)0x1FF;

    public string Path { get; } = Create();

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, bool executable = false)
    {
        File.WriteAllText(this[name], text);
        if (executable)
        {
            File.SetUnixFileMode(this[name], Everyone);
        }

        return this[name];
    }

    public string Make(string name)
    {
        Directory.CreateDirectory(this[name]);
        File.SetUnixFileMode(this[name], Everyone);
        return this[name];
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that outlived its test may still write here; the test has failed for that already.
        }
    }

    private static string Create()
    {
        var path = Directory.CreateTempSubdirectory("e2e-pm1-").FullName;
        File.SetUnixFileMode(path, Everyone);
        return path;
    }
}
