using Init.Core.Cluster;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;

namespace Init.Runtime.Cluster;

/// <summary>Answers workers that ask for a server: with its socket, with connections that pm1 accepts, or with an error.
/// One that gets no answer would wait in listen() for ever.</summary>
/// <param name="put">Sends a line, with a descriptor or without, to a worker; false: it has no room.</param>
internal sealed class QueryDesk(
    AppSpec app, NodeSockets sockets, Dispatcher dispatcher, Func<NodeWorker, byte[], OwnedFd?, bool> put,
    INodeNews news)
{
    private const int ServersPerWorkerMax = 256;

    private readonly NodeServers _servers = new(app, sockets.Adopt, sockets.Inherited);
    private long _lastKey;

    internal void Take(NodeWorker worker, ChannelLine.QueryServer asked, TimeSpan now)
    {
        if (worker.Leaves)
        {
            // It waits for nothing but its end, as with Node's own primary.
            return;
        }

        var (query, key) = (asked.Query, $"pm1x{++_lastKey}");
        var error = WhyNot(worker, query);
        var listener = error == 0 ? _servers.Find(query!, worker.Seat.Side, out error) : null;
        if (listener is null)
        {
            _ = put(worker, ChannelText.Refusal(error, key, asked.Seq, query?.Data ?? "", worker.NextSeq()), null);
            Refuse(worker, query, error);
            return;
        }

        if (worker.KeyOf(listener) is not null)
        {
            // The program's own mistake, or its search for a free port.
            _ = put(
                worker, ChannelText.Refusal(Errno.EADDRINUSE, key, asked.Seq, query!.Data, worker.NextSeq()), null);
            return;
        }

        listener.Learn(query!.Data);
        worker.OpenServer(key, listener);
        if (listener.Address.IsDispatched)
        {
            dispatcher.Add(listener);
            _ = put(
                worker,
                ChannelText.Served(key, asked.Seq, listener.Data, listener.Name, worker.NextSeq()),
                null);
        }
        else
        {
            Share(worker, listener, key, asked.Seq, now);
        }
    }

    /// <summary>The socket did not arrive, because the worker has no room for another descriptor.</summary>
    internal void Missed(NodeWorker worker, long asked, string key)
    {
        if (worker.CloseServer(key) is { Query: var query, Data: var data })
        {
            _ = put(worker, ChannelText.Refusal(Errno.EMFILE, key, asked, data, worker.NextSeq()), null);
            Refuse(worker, query, Errno.EMFILE);
        }
    }

    /// <summary>From here on nothing is bound any more.</summary>
    internal void GiveUp() => _servers.GiveUp();

    private static int WhyNot(NodeWorker worker, ServerQuery? query) =>
        query is null ? Errno.EINVAL
        : worker.Servers >= ServersPerWorkerMax || worker.AnswersTooLittle ? Errno.EMFILE
        : 0;

    private void Share(NodeWorker worker, NodeListener listener, string key, long asked, TimeSpan now)
    {
        var queue = sockets.QueueOf(listener.Address, worker.Seat.Side);
        if (!listener.Query.IsDatagram && !queue.Socket.IsListening)
        {
            _ = queue.Listen(listener.Query.Backlog);
        }

        var line = ChannelText.Socket(
            listener.Query.IsDatagram, key, asked, listener.Data, worker.NextSeq());
        if (put(worker, line, queue.Socket.Fd))
        {
            worker.Asked.Enqueue(new Asked(now, HandOver: null, IsEcho: false) { Query = (asked, key) });
        }
    }

    private void Refuse(NodeWorker worker, ServerQuery? query, int error)
    {
        var what = query is null ? "what it asks for" : $"{query.Address} port {query.Port}".Trim();
        news.Happen(worker.Seat, worker.Pid, new WorkerEvent(
            WorkerEventKind.BindRefused,
            Reason: $"cannot bind {what} for {app.Name}: {Errno.Text(error)}",
            Hint: Doors.BindHint.Of(error)));
    }
}
