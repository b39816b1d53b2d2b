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

    [Fact]
    public void Bytes_are_sent_as_far_as_there_is_room_and_never_waited_for()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        using (ours)
        using (theirs)
        {
            // The other end blocks, and is not waited for either.
            var part = new byte[50_000];
            var sent = 0L;
            int count;
            while ((count = MessageChannel.TrySend(theirs, part, passed: null)) > 0)
            {
                sent += count;
            }

            Assert.Equal(-Errno.EAGAIN, count);
            Assert.InRange(sent, 50_000, 10_000_000);
            for (var received = 0L; received < sent; received += count)
            {
                count = MessageChannel.Receive(ours, part, out var passed, out _);
                Assert.True(count > 0);
                Assert.Null(passed);
            }

            Assert.Equal(-Errno.EAGAIN, MessageChannel.Receive(ours, part, out _, out _));
            ours.Dispose();
            Assert.Equal(-Errno.EPIPE, MessageChannel.TrySend(theirs, part, passed: null));
        }
    }

    [Fact]
    public void Descriptor_goes_with_the_first_of_the_bytes_and_not_at_all_without_room()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        using (ours)
        using (theirs)
        {
            Assert.Equal(2, MessageChannel.TrySend(ours, "a\n"u8, theirs));
            Assert.Equal(2, MessageChannel.TrySend(ours, "b\n"u8, passed: null));
            Assert.Equal(2, MessageChannel.TrySend(ours, "c\n"u8, ours));
            var buffer = new byte[10];
            foreach (var (text, isPassed) in new[] { ("a\n", true), ("b\nc\n", true) })
            {
                Assert.Equal(text.Length, MessageChannel.Receive(theirs, buffer, out var passed, out _));
                Assert.Equal(text, System.Text.Encoding.ASCII.GetString(buffer, 0, text.Length));
                Assert.Equal(isPassed, passed is not null);
                passed?.Dispose();
            }

            while (MessageChannel.TrySend(ours, new byte[10_000], passed: null) > 0)
            {
            }

            Assert.Equal(0, Descriptor.CreateMemoryFile("not passed", out var file));
            using (file)
            {
                Assert.Equal(-Errno.EAGAIN, MessageChannel.TrySend(ours, "x"u8, file));
                file.Dispose();
                Assert.Equal(-Errno.EBADF, MessageChannel.TrySend(ours, "x"u8, file));
            }
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
