using System.Diagnostics;
using Init.Linux.Watching;
using Xunit;

namespace Init.Linux.Tests.Watching;

public sealed class PathWatchTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("pm1-watch-").FullName;
    private PathWatch? _watch;

    public void Dispose()
    {
        _watch?.Dispose();
        Directory.Delete(_top, recursive: true);
    }

    [Fact]
    public void Change_below_a_folder_is_seen_at_any_depth()
    {
        Directory.CreateDirectory(At("src/a/b"));
        Watch(["src"]);
        Assert.Null(_watch!.Read());
        File.WriteAllText(At("src/a/b/x.js"), "x");
        Assert.Equal(At("src/a/b/x.js"), _watch.Read());
        Assert.Null(_watch.Read());
    }

    [Fact]
    public void Folder_that_is_new_is_watched_too_and_one_that_moved_away_is_not()
    {
        Directory.CreateDirectory(At("src"));
        Watch(["src"]);
        Directory.CreateDirectory(At("src/new"));
        Assert.Equal(At("src/new"), _watch!.Read());
        File.WriteAllText(At("src/new/x"), "x");
        Assert.Equal(At("src/new/x"), _watch.Read());
        Directory.Move(At("src/new"), At("away"));
        Assert.NotNull(_watch.Read());
        File.WriteAllText(At("away/y"), "y");
        Assert.Null(_watch.Read());
    }

    [Fact]
    public void What_is_ignored_is_not_seen_and_not_looked_into()
    {
        Directory.CreateDirectory(At("src/node_modules/x"));
        Watch(["src"], path => path.Split('/')[^1] is "node_modules" or "x.log");
        File.WriteAllText(At("src/x.log"), "x");
        File.WriteAllText(At("src/node_modules/x/y"), "x");
        Assert.Null(_watch!.Read());
        File.WriteAllText(At("src/y"), "x");
        Assert.NotNull(_watch.Read());
    }

    [Fact]
    public void Link_of_a_ConfigMap_that_is_swapped_is_a_change_of_its_folder_and_of_each_file()
    {
        ConfigMap("..1", "old");
        File.CreateSymbolicLink(At("config/app.yaml"), "..data/app.yaml");
        Watch(["config"], path => path.StartsWith('.') && path != "..data");
        using var file = Open([At("config/app.yaml")], _ => true);
        ConfigMap("..2", "new");
        Directory.Delete(At("config/..1"), recursive: true);
        Assert.Equal(At("config/..data"), _watch!.Read());
        Assert.Equal(At("config"), file.Read());
        Assert.Equal("new", File.ReadAllText(At("config/app.yaml")));

        // The second time, too: what the links lead to is another file by now.
        ConfigMap("..3", "newest");
        Assert.NotNull(_watch.Read());
        Assert.NotNull(file.Read());
    }

    [Fact]
    public void File_is_seen_when_it_is_written_and_when_another_takes_its_place_and_neighbours_are_not()
    {
        File.WriteAllText(At("app.yaml"), "1");
        Watch(["app.yaml"], _ => true);
        File.WriteAllText(At("other"), "x");
        Assert.Null(_watch!.Read());
        File.AppendAllText(At("app.yaml"), "2");
        Assert.Equal(At("app.yaml"), _watch.Read());
        for (var round = 0; round < 3; round++)
        {
            File.WriteAllText(At("tmp"), "3");
            File.Move(At("tmp"), At("app.yaml"), overwrite: true);
            Assert.Equal(At("app.yaml"), _watch.Read());
        }
    }

    [Fact]
    public void What_is_not_there_yet_is_seen_when_it_comes_and_again_after_it_went()
    {
        Watch(["later"]);
        Assert.Empty(_watch!.Failures);
        Directory.CreateDirectory(At("later"));
        Assert.NotNull(_watch.Read());
        File.WriteAllText(At("later/x"), "x");
        Assert.Equal(At("later/x"), _watch.Read());
        Directory.Delete(At("later"), recursive: true);
        Assert.NotNull(_watch.Read());
        Directory.CreateDirectory(At("later/deep"));
        Assert.NotNull(_watch.Read());
        File.WriteAllText(At("later/deep/x"), "x");
        Assert.Equal(At("later/deep/x"), _watch.Read());
    }

    [Fact]
    public void Path_whose_folder_is_not_there_is_a_failure()
    {
        Watch(["no/where"]);
        Assert.Equal((At("no"), Errno.ENOENT), Assert.Single(_watch!.Failures));
    }

    [Fact]
    public void Flood_is_read_in_bounded_rounds_and_what_was_lost_counts_as_a_change()
    {
        Directory.CreateDirectory(At("src"));
        Watch(["src"]);
        var most = int.Parse(File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"));
        for (var i = 0; i < (most / 2) + 100; i++)
        {
            File.WriteAllText(At($"src/{i % 2}"), "");
            File.Delete(At($"src/{i % 2}"));
        }

        var rounds = 0;
        while (_watch!.Read() is not null)
        {
            rounds++;
        }

        Assert.InRange(rounds, 2, most);
        File.WriteAllText(At("src/x"), "x");
        Assert.Equal(At("src/x"), _watch.Read());
    }

    private void ConfigMap(string version, string content)
    {
        Directory.CreateDirectory(At($"config/{version}"));
        File.WriteAllText(At($"config/{version}/app.yaml"), content);
        File.CreateSymbolicLink(At("config/..data_tmp"), version);

        // Rename(2) itself: .NET's own moves look at what a link leads to.
        using var move = Process.Start("mv", ["-T", At("config/..data_tmp"), At("config/..data")]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private string At(string name) => Path.Combine(_top, name);

    private void Watch(string[] names, Func<string, bool>? ignores = null) =>
        _watch = Open([.. names.Select(At)], ignores ?? (_ => false));

    private static PathWatch Open(string[] paths, Func<string, bool> ignores)
    {
        Assert.Equal(0, PathWatch.Open(paths, ignores, out var watch));
        return watch!;
    }
}
