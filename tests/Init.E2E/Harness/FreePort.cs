using System.Net;
using System.Net.Sockets;

namespace Init.E2E.Harness;

/// <summary>Ports below the kernel's own range, so that no client's outgoing connection takes one between the moment
/// it was found free and the moment a server binds it.</summary>
internal static class FreePort
{
    private const int First = 10240;
    private const int Last = 32000;
    private static int next = RandomNumber(Last - First);

    public static int Next()
    {
        for (var tries = First; tries < Last; tries++)
        {
            var port = First + (Interlocked.Increment(ref next) % (Last - First));
            if (Starting.Never(() => IsFree(port)))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no free port");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Any, port);
            listener.Server.DualMode = true;
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int RandomNumber(int below) => System.Security.Cryptography.RandomNumberGenerator.GetInt32(below);
}
