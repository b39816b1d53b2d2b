using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;
using Init.Linux.Paths;

namespace Init.Linux.Sockets;

/// <summary>The file and the folder of a Unix socket.</summary>
public static unsafe class SocketFile
{
    private const uint FolderMode = 0x1C0; // 0700
    private const int GroupOrOtherWrite = 0x12; // 0022
    private const uint ModeBits = 0x1FF; // 0777
    private const uint AllRead = 0x124; // 0444
    private const uint AllWrite = 0x92; // 0222
    private const uint OwnerWrite = 0x80; // 0200
    private const uint GroupWrite = 0x10; // 0020
    private const uint OtherWrite = 0x2; // 0002

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

    /// <summary>Lets others connect. In a folder of a worker's the file might be exchanged for a link meanwhile, so the one
    /// that was opened is looked at, and it is changed.</summary>
    /// <param name="owner">Whose it must be.</param>
    /// <returns>errno, or 0. EPERM: it is no socket of that user's.</returns>
    public static int OpenToAll(string path, uint owner, bool isReadable, bool isWritable)
    {
        using var fd = new OwnedFd();
        stat_t info;
        fixed (byte* text = CString.Of(path))
        {
            var number = Libc.open(text, C.O_PATH | C.O_NOFOLLOW | C.O_CLOEXEC, 0);
            if (number < 0)
            {
                return LastError.Value;
            }

            fd.Fill(number);
        }

        if (Libc.fstat(fd.Number, &info) != 0)
        {
            return LastError.Value;
        }

        if ((info.st_mode & C.S_IFMT) != C.S_IFSOCK || info.st_uid != owner)
        {
            return Errno.EPERM;
        }

        var mode = (info.st_mode & ModeBits) | (isReadable ? AllRead : 0) | (isWritable ? AllWrite : 0);
        fixed (byte* opened = CString.Of($"/proc/self/fd/{fd.Number}"))
        {
            return Libc.chmod(opened, mode) == 0 ? 0 : LastError.Value;
        }
    }

    /// <summary>Whether that user could make a file there by itself: what a worker asks of us must not be more than what
    /// it may do.</summary>
    public static bool MayBeMadeBy(string path, uint uid, uint gid)
    {
        // Opened, because what counts is the folder and not a link to it.
        using var folder = new OwnedFd();
        stat_t info;
        fixed (byte* text = CString.Of(FolderOf(path)))
        {
            var number = Libc.open(text, C.O_PATH | C.O_CLOEXEC, 0);
            if (number < 0)
            {
                return false;
            }

            folder.Fill(number);
        }

        if (Libc.fstat(folder.Number, &info) != 0)
        {
            return false;
        }

        var bits = info.st_uid == uid ? OwnerWrite : info.st_gid == gid ? GroupWrite : OtherWrite;
        return (info.st_mode & bits) != 0;
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
