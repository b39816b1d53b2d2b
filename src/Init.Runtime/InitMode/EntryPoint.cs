using System.Runtime;
using Init.Linux.Bare;
using Init.Linux.Signals;

namespace Init.Runtime.InitMode;

/// <summary>
/// main(), before the runtime's own. Constraints: no collector, no exception and no other thread exists yet. So what
/// runs here, and all that it calls, may not allocate, throw, lock or cast, has no delegate and no static field with an
/// initializer: what is left is pointers, structs, and the calls of <see cref="Init.Linux.Bare"/>, which enter no
/// runtime. <br/>
/// It has two reasons. What pm1 was born with is seen only here. And a container's init that has nothing to do but wait
/// need not have a runtime at all: that would be 2 ms of every start and ten times the memory.
/// </summary>
internal static unsafe class EntryPoint
{
    /// <summary>The linker puts this in the place of the bootstrapper's main (`--wrap=main`).</summary>
    [RuntimeExport("__wrap_main")]
    private static int Main(int argc, byte** argv, byte** envp)
    {
        BareProcess.RecordParent();
        BornSignals.TakeOver();
        if (argc > 2 && BareText.Same(argv[1], "--\0"u8) && IsPlain(argv[0]))
        {
            BareProcess.Exit(new PlainInit(argv + 2, envp).Run());
        }

        return BareProcess.StartRuntime(argc, argv, envp);
    }

    /// <summary>Nothing is asked for but `-- COMMAND`, neither by name nor by variable, and nothing here calls for more
    /// than <see cref="PlainInit"/> does: no job of a terminal, no machine to switch off, no pid to tell to a program,
    /// no signal that posix_spawn(3) cannot pass on.</summary>
    private static bool IsPlain(byte* name) =>
        !IsOtherName(BareText.BaseName(name))
        && !HasOption()
        && !BareSurroundings.IsSet("LISTEN_PID\0"u8)
        && !BareSurroundings.HasTerminal
        && !BareSurroundings.MayBeMachine
        && !BornSignals.NeedStage;

    /// <summary>As <see cref="Core.Dialects.OtherNames"/>, which a test compares.</summary>
    private static bool IsOtherName(byte* name) =>
        BareText.Same(name, "tini\0"u8) || BareText.Same(name, "tini-static\0"u8)
        || BareText.Same(name, "docker-init\0"u8) || BareText.Same(name, "dumb-init\0"u8)
        || BareText.Same(name, "catatonit\0"u8);

    /// <summary>As <see cref="Core.Config.InitModeSettings"/>, which a test compares.</summary>
    private static bool HasOption() =>
        BareSurroundings.IsSet("PM1_SIGNAL\0"u8) || BareSurroundings.IsSet("PM1_EXIT_MAP\0"u8)
        || BareSurroundings.IsSet("PM1_GROUP\0"u8) || BareSurroundings.IsSet("PM1_DELAY_TERM\0"u8)
        || BareSurroundings.IsSet("PM1_WAIT_ALL\0"u8) || BareSurroundings.IsSet("PM1_PDEATHSIG\0"u8)
        || BareSurroundings.IsSet("PM1_USER\0"u8) || BareSurroundings.IsSet("PM1_DROP_CAPS\0"u8)
        || BareSurroundings.IsSet("PM1_NO_NEW_PRIVS\0"u8);
}
