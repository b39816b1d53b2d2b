using Init.Linux.Processes;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Linux.Tests.Sockets;

public sealed class SocketFileTests : IDisposable
{
    private const UnixFileMode AllRead = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode AllWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const uint Stranger = 54321;

    private readonly string _folder = Directory.CreateTempSubdirectory("pm1-socket-").FullName;

    private string Place => Path.Combine(_folder, "app.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, false, AllRead | UnixFileMode.UserWrite)]
    [InlineData(false, true, AllWrite | UnixFileMode.UserRead)]
    [InlineData(true, true, AllRead | AllWrite)]
    [InlineData(false, false, Private)]
    public void Socket_is_opened_to_all_as_far_as_it_is_wanted(bool isReadable, bool isWritable, UnixFileMode mode)
    {
        using var socket = Bound();
        File.SetUnixFileMode(Place, Private);
        Assert.Equal(0, SocketFile.OpenToAll(Place, Self.Uid, isReadable, isWritable));
        Assert.Equal(mode, File.GetUnixFileMode(Place));
    }

    [Fact]
    public void What_is_no_socket_of_ours_is_not_opened()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "secret");
        File.SetUnixFileMode(file, Private);
        Assert.Equal(Errno.EPERM, SocketFile.OpenToAll(file, Self.Uid, isReadable: true, isWritable: true));
        using var socket = Bound();
        File.SetUnixFileMode(Place, Private);
        foreach (var target in new[] { file, Place })
        {
            var link = Path.Combine(_folder, "link");
            File.CreateSymbolicLink(link, target);
            Assert.Equal(Errno.EPERM, SocketFile.OpenToAll(link, Self.Uid, isReadable: true, isWritable: true));
            Assert.Equal(Private, File.GetUnixFileMode(target));
            File.Delete(link);
        }

        Assert.Equal(Errno.EPERM, SocketFile.OpenToAll(_folder, Self.Uid, isReadable: true, isWritable: true));
        Assert.Equal(Errno.ENOENT, SocketFile.OpenToAll(Path.Combine(_folder, "none"), Self.Uid, true, true));
    }

    [Theory]
    [InlineData(UnixFileMode.UserWrite, true, false)]
    [InlineData(UnixFileMode.GroupWrite, false, false)]
    [InlineData(UnixFileMode.OtherWrite, false, true)]
    [InlineData(UnixFileMode.UserWrite | UnixFileMode.OtherWrite, true, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, false, false)]
    public void User_may_make_a_file_where_the_folder_lets_it(UnixFileMode mode, bool owner, bool stranger)
    {
        File.SetUnixFileMode(_folder, mode | UnixFileMode.UserExecute | UnixFileMode.UserRead);
        Assert.Equal(owner, SocketFile.MayBeMadeBy(Place, Self.Uid, Stranger));
        Assert.Equal(stranger, SocketFile.MayBeMadeBy(Place, Stranger, Stranger));
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Group_of_the_folder_counts_and_a_missing_folder_is_nobodys()
    {
        var group = Path.Combine(_folder, "group");
        Directory.CreateDirectory(group);
        File.SetUnixFileMode(group, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        var gid = uint.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("Gid:", StringComparison.Ordinal)).Split('\t')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SocketFile.MayBeMadeBy(Path.Combine(group, "a"), Stranger, gid));
        Assert.False(SocketFile.MayBeMadeBy(Path.Combine(group, "a"), Stranger, Stranger));
        Assert.False(SocketFile.MayBeMadeBy(Path.Combine(_folder, "none", "a"), Self.Uid, gid));
    }

    /// <summary>A link is open to everybody, and where it leads need not be.</summary>
    [Fact]
    public void Link_to_a_folder_is_what_it_leads_to()
    {
        var closed = Path.Combine(_folder, "closed");
        Directory.CreateDirectory(closed);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, closed);
        Assert.False(SocketFile.MayBeMadeBy(Path.Combine(link, "a.sock"), Stranger, Stranger));
        Assert.True(SocketFile.MayBeMadeBy(Path.Combine(link, "a.sock"), Self.Uid, Stranger));
    }

    private OwnedSocket Bound()
    {
        var address = SocketAddress.OfPath(Place);
        Assert.Equal(0, OwnedSocket.Create(SocketKind.UnixStream, address.Family, out var socket));
        Assert.Equal(0, socket.Bind(address));
        return socket;
    }
}
