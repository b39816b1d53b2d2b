using System.Net.Sockets;
using Init.Linux;
using Init.Linux.Sockets;
using Init.Runtime.Doors;
using Xunit;

namespace Init.Runtime.Tests.Doors;

public sealed class ControlSocketTests : IDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void First_usable_place_is_taken_and_left_clean()
    {
        var path = _folder.File("a/pm1.sock");
        var control = ControlSocket.Open(["/proc/nowhere/pm1.sock", path, _folder.File("b.sock")], out var why);
        Assert.NotNull(control);
        using (control.Socket)
        {
            Assert.Equal((path, ""), (control.Path, why));
            Assert.True(control.Socket.IsListening);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("a")));
            control.Remove();
            Assert.False(File.Exists(path));
            Assert.False(File.Exists(_folder.File("b.sock")));
        }
    }

    [Fact]
    public void What_was_wrong_with_every_place_is_said()
    {
        Assert.Null(ControlSocket.Open(["/proc/nowhere/pm1.sock", _folder.File("a/b/c.sock")], out var why));
        Assert.Contains("/proc/nowhere/pm1.sock: ", why, StringComparison.Ordinal);
        Assert.Contains("a/b/c.sock: no such file", why, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_a_killed_pm1_left_behind_is_replaced()
    {
        var path = _folder.File("pm1.sock");
        using (var dead = ControlSocket.Open([path], out _)!.Socket)
        {
            Assert.True(dead.IsListening);
        }

        Assert.True(SocketFile.IsDead(path));
        using var next = ControlSocket.Open([path], out _)!.Socket;
        Assert.False(SocketFile.IsDead(path));
    }

    [Fact]
    public void File_of_a_living_pm1_is_left_alone()
    {
        var path = _folder.File("pm1.sock");
        using var living = ControlSocket.Open([path], out _)!.Socket;
        Assert.Null(ControlSocket.Open([path], out var why));
        Assert.Contains("address already in use", why, StringComparison.Ordinal);
        Assert.False(SocketFile.IsDead(path));
    }

    /// <summary>connect(2) refuses a file that is no socket just as it refuses a dead one.</summary>
    [Fact]
    public void File_that_is_no_socket_is_left_alone()
    {
        var path = _folder.File("data.db");
        File.WriteAllText(path, "precious");
        Assert.Null(ControlSocket.Open([path], out var why));
        Assert.Contains("address already in use", why, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public async Task Living_pm1_with_a_full_queue_is_not_waited_for()
    {
        var path = _folder.File("pm1.sock");
        using var full = ControlSocket.Open([path], out _)!.Socket;
        Assert.Equal(0, full.Listen(0));
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await waiting.ConnectAsync(new UnixDomainSocketEndPoint(path), TestContext.Current.CancellationToken);
        Assert.False(await Task.Run(() => SocketFile.IsDead(path), TestContext.Current.CancellationToken)
            .WaitAsync(AnswerMax, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Path_whose_bytes_are_too_many_is_not_a_place()
    {
        var path = _folder.File(new string('ä', 60));
        Assert.True(path.Length <= SocketAddress.PathBytesMax);
        Assert.Null(ControlSocket.Open([path], out var why));
        Assert.Contains("file name too long", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_without_a_folder_is_in_the_working_directory() => Assert.Equal(0, SocketFile.PrepareFolder("pm1.sock", 0, mustBePrivate: true));

    [Fact]
    public void Folder_in_tmp_that_others_may_write_to_is_refused_unless_the_user_named_it()
    {
        var foreign = $"/tmp/pm1-test-{Guid.NewGuid():N}";
        Directory.CreateDirectory(foreign);
        try
        {
            File.SetUnixFileMode(foreign, (UnixFileMode)0x1FF);
            Assert.Equal(Errno.EPERM, SocketFile.PrepareFolder(foreign + "/pm1.sock", 0, mustBePrivate: true));
            Assert.Equal(0, SocketFile.PrepareFolder(foreign + "/pm1.sock", 0, mustBePrivate: false));
        }
        finally
        {
            Directory.Delete(foreign);
        }
    }

    [Fact]
    public void Link_in_tmp_to_a_folder_is_refused()
    {
        var link = $"/tmp/pm1-test-{Guid.NewGuid():N}";
        File.CreateSymbolicLink(link, _folder.Path);
        try
        {
            Assert.Equal(Errno.EPERM, SocketFile.PrepareFolder(link + "/pm1.sock", 0, mustBePrivate: true));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void Abstract_name_needs_no_folder()
    {
        var name = $"@pm1-test-{Guid.NewGuid():N}";
        var control = ControlSocket.Open([name], out _);
        using (control!.Socket)
        {
            Assert.Equal(name, control.Path);
            control.Remove();
            Assert.Null(ControlSocket.Open([name], out _));
        }
    }
}
