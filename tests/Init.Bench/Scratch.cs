using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Init.Bench;

/// <summary>A folder for one run, and ports.</summary>
internal sealed class Scratch : IDisposable
{
    private const int FirstPort = 10240;
    private const int Ports = 20_000;
    private int port = FirstPort + System.Security.Cryptography.RandomNumberGenerator.GetInt32(Ports);

    public string Path { get; } = Directory.CreateTempSubdirectory("pm1-bench-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Fifo(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        return Libc.mkfifo(path, 0x180) == 0 ? path : throw new IOException($"cannot make {path}");
    }

    public int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.IPv6Any, ++port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
