using System.Globalization;
using System.Runtime.ExceptionServices;
using Init.E2E.Harness;

namespace Init.E2E.Containers;

/// <summary>Sockets of this process in the network of a container: a socket belongs for good to the network that its
/// maker was in, whoever uses it afterwards.</summary>
internal static class NetworkNamespace
{
    private const int CLONE_NEWNET = 0x4000_0000;

    /// <param name="pid">A process in that network.</param>
    /// <param name="open">Makes the sockets. It must start nothing asynchronous: a thread that comes of it would stay in
    /// that network, and later tests would run on it.</param>
    public static T Open<T>(int pid, Func<T> open)
    {
        var made = default(T);
        ExceptionDispatchInfo? failure = null;
        var visitor = new Thread(() =>
        {
            try
            {
                Enter(pid);
                made = open();
            }
            catch (Exception e)
            {
                // Whatever it is, it belongs to the test, which waits on another thread.
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        visitor.Start();
        visitor.Join();
        failure?.Throw();
        return made!;
    }

    private static void Enter(int pid)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/net");
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        Assert.True(Libc.setns(file, CLONE_NEWNET) == 0, $"cannot enter {path}");
    }
}
