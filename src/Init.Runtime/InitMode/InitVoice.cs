using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Processes;

namespace Init.Runtime.InitMode;

/// <summary>What an init says of what happens, in the words of the program by whose name it was called: some programs
/// match on them. Silent where a dialect does not say.</summary>
internal abstract class InitVoice
{
    internal static InitVoice Of(InitModeSpec spec) => spec.Dialect switch
    {
        Dialect.Pm1 => new Pm1Voice(),
        Dialect.Tini => new TiniVoice(spec.Verbosity, spec.WarnOnReap),
        Dialect.DumbInit => new DumbInitVoice(spec.Verbosity > 0),
        Dialect.Catatonit => new CatatonitVoice(spec.Verbosity > 0),
    };

    /// <summary>Orphans will not come to us, as nobody asked for them.</summary>
    internal virtual void CannotReap()
    {
    }

    internal virtual void SubreaperRefused(int errno)
    {
    }

    /// <summary>The terminal was given up for the child's session.</summary>
    /// <param name="errno">Why not; 0: it was.</param>
    internal virtual void GaveUpTerminal(int errno, bool ledSession)
    {
    }

    /// <param name="needsTerminal">The child was to lead a session and found no terminal for it.</param>
    internal virtual void Spawned(string program, int pid, InitModeSpec spec, bool needsTerminal)
    {
    }

    /// <returns>The exit code for it.</returns>
    internal abstract int CannotStart(StartFailure failure);

    internal virtual void Received(int signal)
    {
    }

    /// <param name="errno">Why it did not arrive, or 0.</param>
    internal virtual void Forwarded(int signal, int errno)
    {
    }

    internal virtual void Dropped(int signal)
    {
    }

    internal virtual void Swallowed(int signal)
    {
    }

    internal virtual void StoppingSelf()
    {
    }

    internal virtual void Reaped(int pid, ExitStatus status, bool isMain)
    {
    }

    internal virtual void Ending(int code)
    {
    }

    /// <summary>As C's strerror(3) has it, with its capital letter.</summary>
    private protected static string CText(int errno)
    {
        var text = Errno.Text(errno);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
