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
    public void Other_names_are_links_that_can_be_moved_with_the_folder()
    {
        File.WriteAllText(Path.Combine(directory, "tini"), "the old one");
        var typed = Typed.Words("install", "--as", "tini", directory, "--as=dumb-init");
        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Equal($"{directory}/pm1\n{directory}/tini\n{directory}/dumb-init\n", typed.Out);
        Assert.Equal("pm1", new FileInfo(Path.Combine(directory, "tini")).LinkTarget);
        Assert.Equal(3, Directory.GetFiles(directory).Length);
    }

    [Fact]
    public void Name_that_is_no_other_inits_installs_nothing()
    {
        var typed = Typed.Words("install", "--as", "bash", directory);
        Assert.Equal(2, typed.Code);
        Assert.Contains("--as: \"bash\" is not a program whose place pm1 takes", typed.Error);
        Assert.Contains("--as: has no value", Typed.Words("install", directory, "--as").Error);
        Assert.Empty(Directory.GetFiles(directory));
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
