using System.Diagnostics.CodeAnalysis;
using Init.Linux.Interop;

namespace Init.Linux.Bare;

/// <summary>This process, before the runtime: its end, its becoming another program, and its descriptors and memory.
/// </summary>
public static unsafe class BareProcess
{
    /// <summary>errno of the last call that failed.</summary>
    public static int Error => *BareLibc.__errno_location();

    [DoesNotReturn]
    public static void Exit(int code)
    {
        while (true)
        {
            BareLibc._exit(code);
        }
    }

    /// <summary>Goes on as any other .NET program does; comes back only when that ends.</summary>
    public static int StartRuntime(int argc, byte** argv, byte** envp) => BareLibc.__real_main(argc, argv, envp);

    /// <summary>Whether there is nothing of that name.</summary>
    /// <returns>ENOENT or ENOTDIR; else 0.</returns>
    public static int Absent(byte* path) =>
        BareLibc.access(path, C.F_OK) != 0 && Error is Errno.ENOENT or Errno.ENOTDIR ? Error : 0;

    /// <summary>Our parent when this process began: it may have died since, of which nobody tells.</summary>
    public static int Parent { get; private set; }

    public static void RecordParent() => Parent = BareLibc.getppid();

    /// <summary>Milliseconds of CLOCK_MONOTONIC.</summary>
    public static long Now
    {
        get
        {
            timespec time;
            _ = BareLibc.clock_gettime(C.CLOCK_MONOTONIC, &time);
            return (time.tv_sec * 1000) + (time.tv_nsec / 1_000_000);
        }
    }

    /// <summary>So that the working directory that we were started in can be unmounted.</summary>
    public static void LeaveDirectory()
    {
        fixed (byte* root = "/\0"u8)
        {
            _ = BareLibc.chdir(root);
        }
    }

    /// <summary>Closes this descriptor and all above. Nothing has been opened yet, so they are the caller's.</summary>
    public static void CloseFrom(int first)
    {
        if (BareLibc.close_range((uint)first, uint.MaxValue, 0) == 0)
        {
            return;
        }

        // Before Linux 5.9, or where a profile refuses it: one by one.
        fixed (byte* path = "/proc/self/fd\0"u8)
        {
            var folder = BareLibc.opendir(path);
            if (folder is null)
            {
                return;
            }

            for (var entry = BareLibc.readdir(folder); entry is not null; entry = BareLibc.readdir(folder))
            {
                var number = BareLibc.atoi(&entry->d_name);
                if (number >= first && number != BareLibc.dirfd(folder))
                {
                    _ = BareLibc.close(number);
                }
            }

            _ = BareLibc.closedir(folder);
        }
    }

    /// <summary>Lets go of the pages of the program's file that are never written (constants, code): they come back,
    /// one by one, where they are used.</summary>
    public static void ReleasePages()
    {
        // Addresses in the file are those in memory: it is not position-independent.
        var part = (Elf64_Phdr*)BareLibc.getauxval(C.AT_PHDR);
        for (var left = BareLibc.getauxval(C.AT_PHNUM); left > 0; left--, part++)
        {
            if (part->p_type == C.PT_LOAD && (part->p_flags & C.PF_W) == 0)
            {
                _ = BareLibc.madvise((void*)part->p_vaddr, (nuint)part->p_memsz, C.MADV_DONTNEED);
            }
        }
    }
}
