using System.Globalization;
using System.Runtime.InteropServices;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Processes;

/// <summary>This process.</summary>
public static unsafe class Self
{
    public static int Pid => Libc.getpid();

    public static int ParentPid => Libc.getppid();

    public static int Group => Libc.getpgrp();

    public static bool LeadsSession => Libc.getsid(0) == Libc.getpid();

    /// <summary>The effective one, which is what the kernel tells a peer, and whom files that we make belong to.
    /// </summary>
    public static uint Uid => Libc.geteuid();

    /// <summary>The inode of its pid namespace; 0 where /proc is not mounted.</summary>
    public static ulong PidNamespace
    {
        get
        {
            try
            {
                // The link's text is `pid:[4026531836]`.
                var target = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
                var digits = target[(target.IndexOf('[') + 1)..].TrimEnd(']');
                return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                    ? inode : 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return 0;
            }
        }
    }

    /// <summary>Its own file, for starting itself in another role.</summary>
    public const string Executable = "/proc/self/exe";

    /// <inheritdoc cref="Executable"/>
    public static byte[] ExecutablePath => "/proc/self/exe"u8.ToArray();

    /// <summary>Ends this process now. Nothing of the runtime needs an orderly end, and its shutdown waits for threads.
    /// </summary>
    public static void Exit(int code) => Libc._exit(code);

    /// <summary>So that the working directory that we were started in can be unmounted.</summary>
    public static void LeaveDirectory()
    {
        fixed (byte* root = "/\0"u8)
        {
            _ = Libc.chdir(root);
        }
    }

    /// <summary>Its name in ps and /proc/PID/comm, 15 bytes at most.</summary>
    public static void SetName(string name)
    {
        fixed (byte* text = CString.Of(name))
        {
            Libc.prctl(C.PR_SET_NAME, (nuint)text, 0, 0, 0);
        }
    }

    /// <summary>The arguments as bytes, argv[0] first: .NET's strings cannot hold what is not UTF-8.</summary>
    /// <returns>null where /proc cannot be read.</returns>
    public static IReadOnlyList<byte[]>? RawArguments()
    {
        var bytes = ReadAll("/proc/self/cmdline");
        return bytes is null ? null : Split(bytes);
    }

    /// <summary>The environment as bytes, `NAME=value` each.</summary>
    public static IReadOnlyList<byte[]> RawEnvironment()
    {
        var list = new List<byte[]>();
        for (var next = Libc.environ(); next is not null && *next is not null; next++)
        {
            list.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*next).ToArray());
        }

        return list;
    }

    private static byte[]? ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<byte[]> Split(byte[] bytes)
    {
        var list = new List<byte[]>();
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)0, start);
            end = end < 0 ? bytes.Length : end;
            list.Add(bytes[start..end]);
            start = end + 1;
        }

        return list;
    }
}
