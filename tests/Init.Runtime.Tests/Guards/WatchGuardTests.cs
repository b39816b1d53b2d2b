using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux.Polling;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class WatchGuardTests : IDisposable
{
    private readonly GuardScene _scene = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Poller _poller = new();

    public void Dispose()
    {
        _poller.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Several_changes_are_one_reload_after_the_last()
    {
        using var guard = Guard(_folder.Path);
        for (var round = 0; round < 3; round++)
        {
            Change("x");
            _scene.Pass(guard, 0.15);
            Assert.Empty(_scene.Posted);
        }

        _scene.Pass(guard, 0.1);
        Assert.Equal(new PoolEvent.Reload($"a change of {_folder.File("x")}"), Assert.Single(_scene.Posted));
        _scene.Pass(guard, 60);
        Assert.Single(_scene.Posted);
    }

    [Fact]
    public void File_that_is_written_all_the_time_does_not_put_the_reload_off_for_ever()
    {
        using var guard = Guard(_folder.Path);
        for (var round = 0; round < 21; round++)
        {
            Change("x");
            _scene.Pass(guard, 0.1);
        }

        Assert.Single(_scene.Posted);
    }

    [Fact]
    public void What_is_ignored_is_no_change()
    {
        using var guard = Guard(_folder.Path, "*.log");
        foreach (var name in new[] { ".x.swp", "x~", "y.log" })
        {
            Change(name);
        }

        _scene.Pass(guard, 5);
        Assert.Empty(_scene.Posted);
        Change("..data");
        _scene.Pass(guard, 5);
        Assert.Single(_scene.Posted);
    }

    [Fact]
    public void What_cannot_be_watched_is_said()
    {
        using var guard = Guard("/no/such/place");
        Assert.Equal("cannot watch /no/such: no such file or directory", Assert.Single(_scene.Degraded));
    }

    private void Change(string name)
    {
        File.WriteAllText(_folder.File(name), "x");
        _poller.Wait(TimeSpan.Zero);
    }

    private WatchGuard Guard(string path, params string[] ignored) => new(
        [path], [.. ignored.Select(glob => PathGlob.Parse(glob).Value!)], _poller, () => _scene.Now, _scene.Post,
        _scene.Degrade);
}
