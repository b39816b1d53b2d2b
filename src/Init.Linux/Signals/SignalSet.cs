using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>A set of signals 1 to 64; bit n−1 is signal n, as in the kernel and in /proc/PID/status.</summary>
public readonly record struct SignalSet(ulong Bits)
{
    public const int SignalMax = 64;

    public static SignalSet None => new(0);

    public static SignalSet All => new(ulong.MaxValue);

    public bool Contains(int signal) => (Bits & Bit(signal)) != 0;

    public SignalSet With(int signal) => new(Bits | Bit(signal));

    public SignalSet Without(int signal) => new(Bits & ~Bit(signal));

    public SignalSet Without(SignalSet others) => new(Bits & ~others.Bits);

    internal sigset_t ToC() => new() { first = Bits };

    private static ulong Bit(int signal) => signal is >= 1 and <= SignalMax ? 1UL << (signal - 1) : 0;
}
