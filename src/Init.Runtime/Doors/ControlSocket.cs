using System.Text;
using Init.Core.Config;
using Init.Linux;
using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Runtime.Doors;

/// <summary>The control socket, in the first place that is writable and ours.</summary>
internal sealed class ControlSocket
{
    private ControlSocket(OwnedSocket socket, string path)
    {
        Socket = socket;
        Path = path;
    }

    internal OwnedSocket Socket { get; }

    /// <summary>`@NAME` in the abstract namespace.</summary>
    internal string Path { get; }

    /// <param name="candidates">Best first.</param>
    /// <param name="why">What was wrong with each of them.</param>
    internal static ControlSocket? Open(IReadOnlyList<string> candidates, out string why)
    {
        var reasons = new List<string>();
        foreach (var path in candidates)
        {
            var error = Open(path, out var socket);
            if (error == 0 && socket is not null)
            {
                why = "";
                return new ControlSocket(socket, path);
            }

            socket?.Dispose();
            reasons.Add($"{path}: {Errno.Text(error)}");
        }

        why = string.Join("; ", reasons);
        return null;
    }

    /// <summary>The file goes with pm1; the next one would find it dead.</summary>
    internal void Remove()
    {
        if (!Path.StartsWith('@'))
        {
            _ = SocketFile.Unlink(Path);
        }
    }

    private static int Open(string path, out OwnedSocket? socket)
    {
        socket = null;
        var isFile = !path.StartsWith('@');
        var error = Encoding.UTF8.GetByteCount(path) > SocketAddress.PathBytesMax ? Errno.ENAMETOOLONG
            : isFile ? SocketFile.PrepareFolder(path, Self.Uid, path == ControlSocketPaths.Temporary(Self.Uid)) : 0;
        if (error != 0)
        {
            return error;
        }

        return ListenSocket.OpenUnix(path, out socket);
    }
}
