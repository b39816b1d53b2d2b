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

    /// <summary>A stream that says nothing for so long is dead: it has a heartbeat of 15 s.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

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

    /// <param name="body">JSON, or empty: none.</param>
    public ControlOutcome Ask(string method, string target, string body = "")
    {
        var deadline = new Deadline(Stopwatch.GetTimestamp(), AnswerMax);
        return Reach(deadline, (socket, path) => Exchange(socket, path, Request(method, target, body), deadline));
    }

    /// <summary>Lines of a stream, as they come.</summary>
    /// <param name="line">Is given each; empty ones, which only say that pm1 is there, are left out.</param>
    /// <returns>The last word: a reply where it was no stream, a problem where it broke off, else an empty reply.
    /// </returns>
    public ControlOutcome Follow(string target, Action<string> line)
    {
        var deadline = new Deadline(Stopwatch.GetTimestamp(), AnswerMax);
        return Reach(deadline, (socket, path) =>
        {
            try
            {
                socket.Send(Request("GET", target, ""));
                return Stream(socket, path, line);
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                return ControlOutcome.Failed(
                    $"{path} says nothing any more", "pm1 or its agent is stuck or starved: look at its log");
            }
            catch (SocketException)
            {
                return BrokenOff(path);
            }
        });
    }

    private static ControlOutcome Stream(Socket socket, string path, Action<string> line)
    {
        var reader = new HttpLineReader(line);
        var bytes = new byte[16 * 1024];
        socket.ReceiveTimeout = (int)SilenceMax.TotalMilliseconds;
        while (true)
        {
            var read = socket.Receive(bytes);
            if (!reader.Take(bytes.AsSpan(0, read), ended: read == 0))
            {
                return BrokenOff(path);
            }

            if (reader.Reply is { } reply)
            {
                return ControlOutcome.Answered(reply);
            }
        }
    }

    private ControlOutcome Reach(Deadline deadline, Func<Socket, string, ControlOutcome> talk)
    {
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
                ? talk(socket, path)
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

    private static byte[] Request(string method, string target, string body)
    {
        var type = body == "" ? "" : "Content-Type: application/json\r\n";
        return Encoding.UTF8.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: pm1\r\nConnection: close\r\n{type}"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static ControlOutcome BrokenOff(string path) => ControlOutcome.Failed(
        $"{path} broke off before its answer", "pm1 may be about to end: try again");

    private static ControlOutcome Exchange(Socket socket, string path, byte[] request, Deadline deadline)
    {
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
            return BrokenOff(path);
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
