using System.Net;
using System.Net.Sockets;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;

namespace Init.Checks;

/// <summary>
/// One health check over the network, and which worker answered it. All workers share the port, so the kernel chooses:
/// the worker is the one that holds the other end of the connection, and it is looked for before anything is asked,
/// since an answer may come with the end of the connection. Until somebody accepts, nobody holds it; a worker that
/// accepts only when there is something to read is found after the answer.</summary>
internal static class CheckAttempt
{
    private const int RestPartBytes = 4096;
    private const int RestPartsMax = 16;
    private static readonly TimeSpan FinishMax = TimeSpan.FromMilliseconds(100);

    /// <param name="index">The check's place in the app's list.</param>
    /// <param name="check">Not a command.</param>
    /// <param name="workers">Those that may hold the connection.</param>
    /// <param name="wait">For all of it.</param>
    internal static async Task<CheckResult> MakeAsync(
        int index, CheckSpec check, IReadOnlyList<WorkerSnapshot> workers, TimeSpan wait)
    {
        using var timeout = new CancellationTokenSource(wait);
        var address = IPAddress.Parse(check.Host);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        CheckHolder? other = null;
        int? holder = null;
        var failure = "";
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, check.Port), timeout.Token);
            other = CheckHolder.Of(socket, [.. workers.Select(worker => worker.Pid)]);
            holder = await other.FindSoonAsync(timeout.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            failure = await Exchange(check.Kind).AskAsync(check, stream, timeout.Token);
            holder ??= other.Find();
            await FinishAsync(socket);
        }
        catch (OperationCanceledException)
        {
            failure = $"no answer within {wait.TotalSeconds:0.###}s";
            holder ??= other?.Find();
        }
        catch (SocketException error)
        {
            failure = Errno.Text(error.NativeErrorCode);
        }
        catch (IOException error)
        {
            failure = error.InnerException is SocketException inner ? Errno.Text(inner.NativeErrorCode) : "closed";
        }

        var worker = workers.FirstOrDefault(worker => worker.Pid == holder);
        return new CheckResult(index, worker?.Slot ?? -1, worker?.Pid ?? 0, failure);
    }

    private static IExchange Exchange(CheckKind kind) => kind switch
    {
        CheckKind.Http => new HttpExchange(),
        CheckKind.Grpc => new GrpcExchange(),
        CheckKind.Tcp or CheckKind.Exec => new TcpExchange(),
    };

    /// <summary>An end that lets the other side finish: what is closed with an answer unread is reset, and the server
    /// logs an error.</summary>
    private static async Task FinishAsync(Socket socket)
    {
        using var timeout = new CancellationTokenSource(FinishMax);
        var rest = new byte[RestPartBytes];
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            for (var parts = 0; parts < RestPartsMax; parts++)
            {
                if (await socket.ReceiveAsync(rest, timeout.Token) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // It was asked politely.
        }
    }
}
