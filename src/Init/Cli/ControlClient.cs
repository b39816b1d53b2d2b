using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Init.Core.Config;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Cli;

/// <summary>Asks a running pm1 over its control socket, one connection for one question. Whatever this can,
/// `curl --unix-socket` can.</summary>
/// <param name="paths">Where to look, best first.</param>
/// <param name="uid">Ours: only root and we ourselves are believed to be pm1.</param>
internal sealed class ControlClient(IReadOnlyList<string> paths, uint uid)
{
    /// <summary>For connection, question and answer together.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    /// <summary>As `--socket` says, or PM1_SOCKET, or the places where a server puts it.</summary>
    public static ControlClient Create(ParsedArguments arguments, Terminal terminal)
    {
        var uid = Self.Uid;
        var path = arguments.Value(Settings.Socket)?.Text
            ?? terminal.Environment.GetValueOrDefault(Settings.Socket.Variable, "");
        return path == ""
            ? new ControlClient(
                ControlSocketPaths.Candidates(terminal.Environment, uid, Self.PidNamespace), uid)
            : new ControlClient([path], uid);
    }

    public ControlOutcome Ask(string method, string target)
    {
        var deadline = new Deadline(Stopwatch.GetTimestamp(), AnswerMax);
        var tried = new List<string>();
        foreach (var path in paths)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            if (WhyNot(socket, path, deadline) is { } reason)
            {
                tried.Add($"{path} ({reason})");
                continue;
            }

            var peer = PeerCredential.Of(socket);

            // Root may command anybody's, but only one that it named: in /tmp, somebody's could lie in wait.
            return (peer?.IsRootOr(uid) ?? false) || (uid == 0 && paths.Count == 1)
                ? Exchange(socket, path, method, target, deadline)
                : ControlOutcome.Failed(
                    $"{path} belongs to {(peer is { } other ? $"user {other.Uid}" : "nobody known")}, so it is not "
                    + "asked",
                    "run this as that user, or as root and name it with --socket");
        }

        return ControlOutcome.Nobody(
            $"no running pm1 found: tried {string.Join(", ", tried)}",
            "is pm1 running in this container, with its control socket on?");
    }

    /// <returns>null: connected.</returns>
    private static string? WhyNot(Socket socket, string path, Deadline deadline)
    {
        if (path == SpecBuilder.Off || Encoding.UTF8.GetByteCount(path) > ListenAddress.UnixPathBytesMax)
        {
            return path == SpecBuilder.Off ? "switched off" : "too long for a socket";
        }

        try
        {
            socket.SendTimeout = deadline.MillisecondsLeft;
            socket.Connect(new UnixDomainSocketEndPoint(path.StartsWith('@') ? $"\0{path[1..]}" : path));
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode switch
            {
                // That is what the framework makes of ENOENT.
                SocketError.AddressNotAvailable => "no such file",
                SocketError.AccessDenied => "permission denied",
                SocketError.ConnectionRefused => "nobody listens",
                var error => error.ToString(),
            };
        }
    }

    private static ControlOutcome Exchange(Socket socket, string path, string method, string target, Deadline deadline)
    {
        var request = Encoding.ASCII.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: pm1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        try
        {
            socket.Send(request);
            var bytes = new byte[4096];
            var length = 0;
            while (deadline.MillisecondsLeft > 1)
            {
                socket.ReceiveTimeout = deadline.MillisecondsLeft;
                var read = socket.Receive(bytes.AsSpan(length));
                length += read;
                if (!HttpReplyReader.TryRead(bytes.AsSpan(0, length), read == 0, out var reply)
                    || length >= HttpReplyReader.BytesMax)
                {
                    return ControlOutcome.Failed($"{path} did not answer as pm1 does", "is this pm1's control socket?");
                }

                if (reply is not null)
                {
                    return ControlOutcome.Answered(reply);
                }

                if (length == bytes.Length)
                {
                    Array.Resize(ref bytes, Math.Min(bytes.Length * 2, HttpReplyReader.BytesMax));
                }
            }
        }
        catch (SocketException exception)
            when (exception.SocketErrorCode is not (SocketError.TimedOut or SocketError.WouldBlock))
        {
            return ControlOutcome.Failed($"{path} broke off before its answer", "pm1 may be about to end: try again");
        }
        catch (SocketException)
        {
            // The deadline has passed; said below.
        }

        return ControlOutcome.Failed(
            $"{path} did not answer within {AnswerMax.TotalSeconds}s",
            "pm1 or its agent is stuck or starved: look at its log");
    }

    private readonly record struct Deadline(long Started, TimeSpan Limit)
    {
        /// <summary>At least 1: to the kernel 0 means for ever.</summary>
        public int MillisecondsLeft => Math.Max(1, (int)(Limit - Stopwatch.GetElapsedTime(Started)).TotalMilliseconds);
    }
}
