namespace Init.E2E.Harness;

/// <summary>A folder that every user may use, gone with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private const UnixFileMode Everyone = (UnixFileMode)0x1FF;

    public string Path { get; } = Create();

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, bool executable = false)
    {
        if (executable)
        {
            Place(this[name], path => File.WriteAllText(path, text), Everyone);
        }
        else
        {
            File.WriteAllText(this[name], text);
        }

        return this[name];
    }

    /// <summary>A program, with the mode of the one that it is a copy of.</summary>
    public string Copy(string from, string name)
    {
        Place(this[name], path => File.Copy(from, path), File.GetUnixFileMode(from));
        return this[name];
    }

    /// <summary>Writes a program that can be executed at once.</summary>
    public static void Place(string path, Action<string> write, UnixFileMode mode) => Starting.Never(() =>
    {
        write(path);
        File.SetUnixFileMode(path, mode);
        return path;
    });

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
