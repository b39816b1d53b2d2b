using System.Net.Sockets;
using Init.Linux;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Runtime.Tests.Doors;

/// <summary>What a doctor says of a place for a control socket, without making anything there.</summary>
public sealed class SocketPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_that_could_be_made_is_a_place_and_is_not_made()
    {
        Assert.Equal(0, SocketFile.WhyNotPlaced(_folder.File("a/pm1.sock"), 0, mustBePrivate: true));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Folder_below_one_that_is_missing_is_none() =>
        Assert.Equal(Errno.ENOENT, SocketFile.WhyNotPlaced(_folder.File("a/b/pm1.sock"), 0, mustBePrivate: false));

    [Fact]
    public void Folder_that_others_write_to_is_none_where_it_must_be_private()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        Assert.Equal(Errno.EPERM, SocketFile.WhyNotPlaced(_folder.File("pm1.sock"), 0, mustBePrivate: true));
        Assert.Equal(0, SocketFile.WhyNotPlaced(_folder.File("pm1.sock"), 0, mustBePrivate: false));
    }

    [Fact]
    public void Somebody_who_listens_is_in_the_way_and_one_who_did_is_not()
    {
        var path = _folder.File("pm1.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            Assert.Equal(Errno.EADDRINUSE, SocketFile.WhyNotPlaced(path, 0, mustBePrivate: false));
        }

        File.Delete(path);
        Assert.Equal(0, SocketFile.WhyNotPlaced(path, 0, mustBePrivate: false));
        File.WriteAllText(path, "somebody's file");
        Assert.Equal(Errno.EADDRINUSE, SocketFile.WhyNotPlaced(path, 0, mustBePrivate: false));
    }
}
