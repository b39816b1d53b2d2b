using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class InstallVerbTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("pm1-install").FullName;

    [Fact]
    public void Binary_is_copied_whole_executable_and_over_an_older_one()
    {
        var target = Path.Combine(directory, "pm1");
        File.WriteAllText(target, "old");
        var typed = Typed.Words("install", directory);
        Assert.Equal((0, $"{target}\n"), (typed.Code, typed.Out));
        Assert.Equal(File.ReadAllBytes("/proc/self/exe"), File.ReadAllBytes(target));
        Assert.Equal("755", Convert.ToString((int)File.GetUnixFileMode(target), 8));
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    public void Directory_that_is_not_there_is_not_made()
    {
        var typed = Typed.Words("install", Path.Combine(directory, "missing"));
        Assert.Equal(2, typed.Code);
        Assert.Contains("missing/pm1: no such directory", typed.Error);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
