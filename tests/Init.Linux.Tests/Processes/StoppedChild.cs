using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Xunit;

namespace Init.Linux.Tests.Processes;

/// <summary>A C program that stands still. Its main thread counts as fast as it can, others wake all the time, and whoever
/// takes SIGUSR1 says how far the count is, and ends it.</summary>
internal sealed class StoppedChild : IDisposable
{
    private const string Program = """
        #include <fcntl.h>
        #include <pthread.h>
        #include <signal.h>
        #include <stdio.h>
        #include <sys/mman.h>
        #include <unistd.h>
        static volatile long *count;
        static void end(int signal) { char text[32]; _exit(write(1, text, sprintf(text, "%ld\n", *count)) < 0); }
        static void *wake(void *none) { for (;;) usleep(1); }
        int main(int argc, char **argv) {
          int fd = open(argv[1], O_RDWR | O_CREAT, 0600);
          if (ftruncate(fd, 8) != 0) return 1;
          count = mmap(0, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
          signal(SIGUSR1, end);
          for (int i = 0; i < 8; i++) { pthread_t thread; pthread_create(&thread, 0, wake, 0); }
          for (;;) ++*count;
        }
        """;

    private readonly Process _process;
    private readonly string _folder;

    private StoppedChild(string folder, Process process) => (_folder, _process) = (folder, process);

    internal int Pid => _process.Id;

    internal long Count => BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(Path.Combine(_folder, "count")));

    internal long CountAtItsEnd => long.Parse(_process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);

    internal static StoppedChild Start()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "install: gcc");
        var folder = Directory.CreateTempSubdirectory("pm1-stopped-").FullName;
        var program = Path.Combine(folder, "child");
        File.WriteAllText($"{program}.c", Program);
        using (var gcc = Process.Start("gcc", ["-pthread", "-O1", "-o", program, $"{program}.c"])!)
        {
            gcc.WaitForExit();
            Assert.Equal(0, gcc.ExitCode);
        }

        var child = new StoppedChild(folder, Process.Start(
            new ProcessStartInfo(program, [Path.Combine(folder, "count")]) { RedirectStandardOutput = true })!);
        Until(() => File.Exists(Path.Combine(folder, "count")) && new FileInfo(Path.Combine(folder, "count")).Length == 8
            && child.Count > 0);
        Assert.Equal(0, ProcessSignal.Send(child.Pid, Signal.SIGSTOP));
        Until(() => ProcessStatus.IsStopped(child.Pid));
        return child;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Until(Func<bool> holds) =>
        Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(20)), "it did not happen within 20 s");
}
