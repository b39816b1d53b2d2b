using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>The descriptor that a stopped call is about, as /proc shows it.</summary>
/// <param name="Process">The caller's thread group.</param>
/// <param name="Inode">`socket:[N]`; empty when it cannot be read.</param>
/// <param name="Kind">null: it cannot be read, or is not a socket that can be shared.</param>
internal readonly record struct CallerDescriptor(
    int Process, int Fd, string Inode, SocketKind? Kind, bool NonBlocking, bool CloseOnExec)
{
    internal static CallerDescriptor Of(int thread, int fd)
    {
        var flags = ProcessStatus.DescriptorFlags(thread, fd);
        return new(
            ProcessStatus.ThreadGroup(thread) ?? thread, fd, SocketLink.Read($"/proc/{thread}/fd/{fd}") ?? "",
            SocketLink.Kind($"/proc/{thread}/fd/{fd}"),
            flags.NonBlocking, flags.CloseOnExec);
    }
}
