using System.Text;
using Init.Core.Config;
using Init.Core.Doctor;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Paths;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Runtime.Doors;

namespace Init.Runtime.Doctor;

/// <summary>Where pm1 would put its sockets. Nothing is made: a folder is asked about, and an address is bound without
/// being listened on, and let go at once.</summary>
internal static class PlaceSight
{
    internal static FilesSight Files(InitSpec spec, IReadOnlyList<string> candidates)
    {
        var tried = new List<string>();
        string? taken = null;
        foreach (var path in spec.SocketOff ? [] : candidates)
        {
            var error = WhyNot(path);
            if (error == 0)
            {
                taken = path;
                break;
            }

            tried.Add($"{path}: {(error == Errno.EADDRINUSE ? "somebody listens there" : Errno.Text(error))}");
        }

        return new FilesSight(taken, spec.SocketOff, tried, Writable("/"), Writable("/tmp"));
    }

    internal static DoorsSight Doors(InitSpec spec, Func<(string? Running, string NotRunning)> ask)
    {
        var (running, notRunning) = ask();
        return new DoorsSight(
            spec.Admin?.Text,
            spec.Admin is { } admin ? Bind(admin) : Trial.Success,
            [.. spec.App.Listen.Select(address => (address.Text, Bind(address)))],
            running,
            notRunning);
    }

    private static Trial Bind(ListenAddress address)
    {
        if (address.Transport == Transport.Unix)
        {
            return Trials.Of(WhyNot(address.Path));
        }

        var error = ListenSocket.TryBind(address, out var socket);
        socket.Dispose();
        return Trials.Of(error);
    }

    private static int WhyNot(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > SocketAddress.PathBytesMax)
        {
            return Errno.ENAMETOOLONG;
        }

        if (!path.StartsWith('@'))
        {
            return SocketFile.WhyNotPlaced(path, Self.Uid, path == ControlSocketPaths.Temporary(Self.Uid));
        }

        // A name in the abstract namespace goes with its socket.
        var address = SocketAddress.OfPath(path);
        var error = OwnedSocket.Create(SocketKind.UnixStream, address.Family, out var socket);
        using (socket)
        {
            return error != 0 ? error : socket.Bind(address);
        }
    }

    private static Trial Writable(string folder)
    {
        var error = PathAccess.WhyNotWrite(Encoding.UTF8.GetBytes(folder));
        return error == Errno.EROFS ? new Trial(TrialOutcome.Refused, "read-only")
            : error == Errno.EACCES ? new Trial(TrialOutcome.Refused, "not writable for this user")
            : Trials.Of(error);
    }
}
