using System.Diagnostics;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Linux.Tests.Sockets;

public sealed class MessageChannelTests
{
    [Fact]
    public void Descriptor_comes_with_the_bytes_and_close_on_exec()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        using (ours)
        using (theirs)
        {
            Assert.Equal(0, Descriptor.CreateMemoryFile("passed", out var file));
            using (file)
            {
                Assert.Equal(0, Descriptor.WriteAll(file, "content"u8));
                Assert.Equal(0, MessageChannel.Send(theirs, "hello"u8, file));
            }

            var buffer = new byte[5];
            Assert.Equal(5, MessageChannel.Receive(ours, buffer, out var passed, out _));
            using (passed)
            {
                Assert.Equal("hello"u8.ToArray(), buffer);
                Assert.Equal("content"u8.ToArray(), Descriptor.ReadFromStart(passed!, 100));
                Assert.Equal(C.FD_CLOEXEC, Libc.fcntl(passed!.Number, C.F_GETFD, 0));
            }

            Assert.Equal(-Errno.EAGAIN, MessageChannel.Receive(ours, buffer, out _, out _));
            theirs.Dispose();
            Assert.Equal(0, MessageChannel.Receive(ours, buffer, out _, out _));
            Assert.Equal(Errno.EPIPE, MessageChannel.Send(ours, "x"u8, ours));
        }
    }

    /// <summary>More than one, and more than there is room for: none may stay open here.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(200)]
    public void First_descriptor_is_kept_and_the_others_are_closed(int count)
    {
        Assert.Equal(0, MessageChannel.CreateNotifySocket(out var socket, out var name));
        using (socket)
        {
            var mark = $"/tmp/pm1-test-{Guid.NewGuid():N}";
            var python = $"""
                import os, socket
                fds = [os.open('{mark}', os.O_CREAT | os.O_RDWR)] * {count}
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.connect('\x00{name[1..]}')
                socket.send_fds(s, [b'READY=1'], fds) if fds else s.send(b'READY=1')
                """;
            using var sender = Process.Start("python3", ["-c", python]);
            sender.WaitForExit();
            Assert.Equal(0, sender.ExitCode);
            try
            {
                Assert.Equal(7, MessageChannel.Receive(socket, new byte[16], out var passed, out var pid));
                Assert.Equal(sender.Id, pid);
                Assert.Equal(Math.Min(count, 1), OpenDescriptors.Of(mark));
                passed?.Dispose();
                Assert.Equal(0, OpenDescriptors.Of(mark));
            }
            finally
            {
                File.Delete(mark);
            }
        }
    }

    [Fact]
    public void Long_datagram_is_cut_and_an_empty_one_is_no_end()
    {
        Assert.Equal(0, MessageChannel.CreateNotifySocket(out var socket, out var name));
        using (socket)
        {
            using var sender = Process.Start("python3", ["-c", $"""
                import socket
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.connect('\x00{name[1..]}')
                s.send(b'x' * 5000); s.send(b''); s.send(b'y')
                """]);
            sender.WaitForExit();
            var buffer = new byte[100];
            Assert.Equal(100, MessageChannel.Receive(socket, buffer, out _, out _));
            Assert.Equal(0, MessageChannel.Receive(socket, buffer, out _, out _));
            Assert.Equal(1, MessageChannel.Receive(socket, buffer, out _, out _));
            Assert.Equal(-Errno.EAGAIN, MessageChannel.Receive(socket, buffer, out _, out _));
        }
    }
}
