using Init.Linux;
using Init.Linux.Seccomp;
using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>
/// Decides about one stopped call. What is read of the caller (memory, descriptors) counts only if the notification is
/// still valid after the reading: before that, its pid might have been somebody else's. That a program changes the
/// address behind our back harms only itself: what is shared is bound from our own copy.
/// </summary>
internal sealed class BindJudge(SharingRules rules, SharedSockets sockets, EventQueue<SharingEvent> events)
{
    /// <summary>Every option that is recorded is an int; the kernel reads no more and refuses less.</summary>
    private const int OptionBytes = sizeof(int);

    internal void Answer(ServedWorker worker, StoppedCall call)
    {
        switch (call.Number)
        {
            case CallNumber.Bind:
                Bind(worker, call);
                break;
            case CallNumber.Listen:
                Listen(worker, call);
                break;
            case CallNumber.Setsockopt:
                Record(worker, call);
                NotificationQueue.Continue(worker.Listener, call);
                break;
            default:
                NotificationQueue.Continue(worker.Listener, call);
                break;
        }
    }

    private void Bind(ServedWorker worker, StoppedCall call)
    {
        var fd = (int)call.Arg0;

        // An int to the kernel: what stands above it in the register is nothing, and what it refuses is its to refuse.
        var length = (int)call.Arg2 is >= 0 and <= SocketAddress.BytesMax ? (int)call.Arg2 : 0;
        Span<byte> bytes = stackalloc byte[length];
        var error = length == 0 ? 0 : CallerMemory.Read(call.Thread, call.Arg1, bytes);
        if (error is Errno.EACCES or Errno.EPERM && NotificationQueue.IsAlive(worker.Listener, call))
        {
            events.Post(new SharingEvent.Blind(worker.Seat, worker.Pid, error));
        }

        var caller = CallerDescriptor.Of(call.Thread, fd);
        if (error != 0 || SocketAddress.Read(bytes) is not { } address || !SharingRules.MayShare(address)
            || caller.Kind is not { } kind || !rules.Shares(kind, address)
            || !NotificationQueue.IsAlive(worker.Listener, call))
        {
            NotificationQueue.Continue(worker.Listener, call);
            return;
        }

        Share(worker, call, caller, new SocketRequest(kind, address, worker.TakeOptions(caller.Inode)));
    }

    private void Share(ServedWorker worker, StoppedCall call, CallerDescriptor caller, SocketRequest request)
    {
        var address = sockets.Find(request.Key);
        if (address is null)
        {
            if (sockets.IsFull)
            {
                NotificationQueue.Continue(worker.Listener, call);
                return;
            }

            var error = request.TryBind(out var socket);
            if (error != 0)
            {
                socket.Dispose();
                events.Post(new SharingEvent.Refused(worker.Seat, worker.Pid, request.Address.ToString(), error));
                NotificationQueue.Answer(worker.Listener, call, error);
                return;
            }

            var first = sockets.Add(request.Key, worker.Seat.Side, socket);
            events.Post(new SharingEvent.Bound(worker.Seat, worker.Pid, first));
            Inject(worker, call, caller, first);
            return;
        }

        var shared = address.Find(worker.Seat.Side);
        if (shared is null)
        {
            shared = address.Beside(worker.Seat.Side, request.BindBeside);
            if (shared.Side == worker.Seat.Side)
            {
                events.Post(new SharingEvent.Bound(worker.Seat, worker.Pid, shared));
            }
        }

        if (!request.ReusesPort && worker.HoldsElsewhere(shared, caller.Process, caller.Fd))
        {
            NotificationQueue.Answer(worker.Listener, call, Errno.EADDRINUSE);
            return;
        }

        Inject(worker, call, caller, shared);
    }

    private void Inject(ServedWorker worker, StoppedCall call, CallerDescriptor caller, SharedSocket shared)
    {
        // O_NONBLOCK belongs to the open file that all workers share; they are one program, so the last word is as good
        // as the first.
        shared.Socket.SetNonBlocking(caller.NonBlocking);
        var error = NotificationQueue.Replace(
            worker.Listener, call, shared.Socket.Fd, caller.Fd, caller.CloseOnExec);
        if (error == 0)
        {
            worker.Hold(shared, caller.Process, caller.Fd);
            if (shared.Socket.Kind == SocketKind.Udp)
            {
                // A datagram socket receives from here on; there is no listen(2) to come.
                events.Post(new SharingEvent.Listening(worker.Seat, worker.Pid, shared));
            }
        }

        NotificationQueue.Answer(worker.Listener, call, error);
    }

    /// <summary>On a shared socket we listen for the worker: it is the same socket, and then it is certain that it
    /// listens when the loop hears of it.</summary>
    private void Listen(ServedWorker worker, StoppedCall call)
    {
        var link = SocketLink.Read($"/proc/{call.Thread}/fd/{(int)call.Arg0}");
        if (link is null || sockets.FindByInode(link) is not { } shared
            || !NotificationQueue.IsAlive(worker.Listener, call))
        {
            NotificationQueue.Continue(worker.Listener, call);
            return;
        }

        var error = shared.Listen((int)call.Arg1);
        if (error == 0)
        {
            events.Post(new SharingEvent.Listening(worker.Seat, worker.Pid, shared));
        }

        NotificationQueue.Answer(worker.Listener, call, error);
    }

    private static void Record(ServedWorker worker, StoppedCall call)
    {
        if ((int)call.Arg4 < OptionBytes || !BindFilter.IsRecorded((int)call.Arg1, (int)call.Arg2))
        {
            return;
        }

        Span<byte> value = stackalloc byte[OptionBytes];
        if (CallerMemory.Read(call.Thread, call.Arg3, value) == 0
            && SocketLink.Read($"/proc/{call.Thread}/fd/{(int)call.Arg0}") is { } inode
            && NotificationQueue.IsAlive(worker.Listener, call))
        {
            worker.Record(inode, new SocketOption((int)call.Arg1, (int)call.Arg2, value.ToArray()));
        }
    }
}
