using System.Text;
using Init.Linux.Interop;
using Init.Linux.Native;
using Init.Linux.Paths;

namespace Init.Linux.Sockets;

/// <summary>The file and the folder of a Unix socket.</summary>
public static unsafe class SocketFile
{
    private const uint FolderMode = 0x1C0; // 0700
    private const int GroupOrOtherWrite = 0x12; // 0022

    /// <summary>Makes the socket's folder if it is missing (mode 0700).</summary>
    /// <param name="mustBePrivate">Refuse a folder in which somebody else could put another socket: in /tmp somebody
    /// may have been there first. A folder that the user named may be as open as the user likes.</param>
    /// <returns>errno, or 0. EPERM: the folder is another user's, or others may write to it.</returns>
    public static int PrepareFolder(string socketPath, uint uid, bool mustBePrivate)
    {
        fixed (byte* text = CString.Of(FolderOf(socketPath)))
        {
            if (Libc.mkdir(text, FolderMode) == 0)
            {
                return 0;
            }

            var error = LastError.Value;
            if (error != Errno.EEXIST || !mustBePrivate)
            {
                return error == Errno.EEXIST ? 0 : error;
            }

            return WhyNotPrivate(text, uid);
        }
    }

    /// <summary>Whether a socket could be made there, without making anything: not the folder either.</summary>
    /// <returns>errno, or 0. EADDRINUSE: somebody listens there already, or it is another kind of file.</returns>
    /// <inheritdoc cref="PrepareFolder"/>
    public static int WhyNotPlaced(string socketPath, uint uid, bool mustBePrivate)
    {
        var folder = FolderOf(socketPath);
        var bytes = Encoding.UTF8.GetBytes(folder);
        if (PathAccess.WhyMissing(bytes) is var missing and not 0)
        {
            return missing == Errno.ENOENT ? PathAccess.WhyNotWrite(Encoding.UTF8.GetBytes(FolderOf(folder))) : missing;
        }

        fixed (byte* text = CString.Of(folder))
        {
            var error = mustBePrivate ? WhyNotPrivate(text, uid) : 0;
            error = error != 0 ? error : PathAccess.WhyNotWrite(bytes);
            return error != 0 ? error
                : PathAccess.WhyMissing(Encoding.UTF8.GetBytes(socketPath)) == 0 && !IsDead(socketPath)
                    ? Errno.EADDRINUSE : 0;
        }
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(path) switch { null => "/", "" => ".", var folder => folder };

    private static int WhyNotPrivate(byte* folder, uint uid)
    {
        stat_t info;
        if (Libc.lstat(folder, &info) != 0)
        {
            return LastError.Value;
        }

        var safe = info.st_uid == uid || info.st_uid == 0;
        return safe && (info.st_mode & GroupOrOtherWrite) == 0 ? 0 : Errno.EPERM;
    }

    public static int Unlink(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            return Libc.unlink(text) == 0 ? 0 : LastError.Value;
        }
    }

    /// <summary>Whether it is a socket that nobody accepts connections on: left behind, and free to be replaced. What
    /// is not a socket refuses a connection just the same, and is somebody's file.</summary>
    public static bool IsDead(string path)
    {
        fixed (byte* text = CString.Of(path))
        {
            stat_t info;
            if (Libc.lstat(text, &info) != 0 || (info.st_mode & C.S_IFMT) != C.S_IFSOCK)
            {
                return false;
            }
        }

        var error = OwnedSocket.Create(SocketKind.UnixStream, C.AF_UNIX, out var socket);
        using (socket)
        {
            // Waiting for room in a full queue could take for ever; a full queue (EAGAIN) is somebody, too.
            socket.SetNonBlocking(true);
            return error == 0 && socket.Connect(SocketAddress.OfPath(path)) == Errno.ECONNREFUSED;
        }
    }
}
