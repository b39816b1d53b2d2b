using Init.Core.Pool;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>A worker's filter as the broker knows it: its listener, the options it set, and which of its descriptors
/// are shared sockets. Everything is bounded, because a worker may do as it likes.</summary>
internal sealed class ServedWorker(Seat seat, int pid, OwnedFd listener)
{
    private const int SocketsWithOptionsMax = 64;
    private const int OptionsPerSocketMax = 8;
    private const int HoldsMax = 1024;

    private readonly Dictionary<string, List<SocketOption>> _options = [];
    private readonly List<(int Process, int Fd, SharedSocket Socket)> _holds = [];

    internal Seat Seat => seat;

    internal int Pid => pid;

    internal OwnedFd Listener => listener;

    /// <param name="inode">The socket itself: its number may be another's by the time of bind, and it may have two.
    /// </param>
    internal void Record(string inode, SocketOption option)
    {
        if (!_options.TryGetValue(inode, out var list))
        {
            if (_options.Count >= SocketsWithOptionsMax)
            {
                _options.Clear();
            }

            _options[inode] = list = [];
        }

        list.RemoveAll(known => known.Level == option.Level && known.Name == option.Name);
        if (list.Count < OptionsPerSocketMax)
        {
            list.Add(option);
        }
    }

    /// <summary>What was set on this socket; forgotten by asking, as another takes its place.</summary>
    internal IReadOnlyList<SocketOption> TakeOptions(string inode) =>
        _options.Remove(inode, out var list) ? list : [];

    /// <summary>Another descriptor of this worker that is this socket and still open: a second bind is the program's
    /// own mistake (or its search for a free port) and must fail as it would have.</summary>
    internal bool HoldsElsewhere(SharedSocket socket, int process, int fd)
    {
        _holds.RemoveAll(hold => !IsOpen(hold));
        return _holds.Any(hold => hold.Socket == socket && (hold.Process, hold.Fd) != (process, fd));
    }

    internal void Hold(SharedSocket socket, int process, int fd)
    {
        _holds.RemoveAll(hold => (hold.Process, hold.Fd) == (process, fd));
        if (_holds.Count < HoldsMax)
        {
            _holds.Add((process, fd, socket));
        }
    }

    private static bool IsOpen((int Process, int Fd, SharedSocket Socket) hold) =>
        SocketLink.Read($"/proc/{hold.Process}/fd/{hold.Fd}") == hold.Socket.Inode;
}
