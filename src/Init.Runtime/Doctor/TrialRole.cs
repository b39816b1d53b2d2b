using System.Net;
using System.Text;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Paths;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Doctor;

/// <summary>
/// Who we are: this binary in the place of a worker, started by a doctor through the launch stage. <br/>
/// What is already true: user, folder, privileges and the bind filter are those that the worker would have, and
/// descriptor 3 leads back to the doctor. <br/>
/// What we do: look at the files that the worker's program may be, bind a socket as it would, say what came of both.
/// </summary>
public static class TrialRole
{
    /// <summary>argv[0] of this role.</summary>
    public const string Name = "pm1: trial";

    private const int Answers = 3;

    public static int Run()
    {
        using var doctor = OwnedFd.Inherited(Answers);
        var text = new StringBuilder();
        foreach (var candidate in (Self.RawArguments() ?? []).Skip(1))
        {
            text.Append(TrialReport.FileLine(WhyNotExecute(candidate), PathAccess.WhyNotRead(candidate)));
        }

        // Told before the call in which the doctor may leave us.
        var error = Descriptor.WriteAll(doctor, Encoding.ASCII.GetBytes(text.ToString()));
        var (bind, port) = Bind();
        return error == 0 ? Descriptor.WriteAll(doctor, Encoding.ASCII.GetBytes(TrialReport.BindLine(bind, port))) : error;
    }

    private static int WhyNotExecute(byte[] path)
    {
        // To access(2) a folder is executable.
        var error = PathAccess.WhyNotExecute(path);
        return error == 0 && Directory.Exists(Encoding.UTF8.GetString(path)) ? Errno.EACCES : error;
    }

    private static (int Error, int Port) Bind()
    {
        var address = SocketAddress.OfIp(IPAddress.Loopback, 0);
        var error = OwnedSocket.Create(SocketKind.Tcp, address.Family, out var socket);
        using (socket)
        {
            error = error != 0 ? error : socket.Bind(address);
            return (error, socket.LocalAddress?.Port ?? 0);
        }
    }
}
