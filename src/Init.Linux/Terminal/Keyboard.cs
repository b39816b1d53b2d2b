using Init.Linux.Interop;
using Init.Linux.Signals;

namespace Init.Linux.Terminal;

/// <summary>Single keys from standard input, without echo and without signals for them, and the signals that come
/// otherwise, as one source. What the terminal was is put back at the end: the signals that would end us before are
/// blocked until then.</summary>
public sealed unsafe class Keyboard : IDisposable
{
    /// <summary>Ctrl-C, which is a key here.</summary>
    public const char Interrupt = '\x03';

    private static readonly SignalSet Ending = SignalSet.None
        .With(Signal.SIGINT).With(Signal.SIGTERM).With(Signal.SIGHUP).With(Signal.SIGQUIT).With(Signal.SIGTSTP);

    private readonly SignalSource _signals;
    private readonly termios _before;
    private readonly bool _isRaw;
    private bool _hasInput;

    public Keyboard()
    {
        SignalState.Block();
        _signals = new SignalSource(Ending.With(Signal.SIGWINCH));
        termios before;
        _hasInput = Libc.tcgetattr(ControllingTerminal.StandardInput, &before) == 0
            && ControllingTerminal.HasForeground(Libc.getpgrp());
        _before = before;
        if (_hasInput)
        {
            before.c_lflag &= ~(C.ICANON | C.ECHO | C.ISIG);
            _isRaw = Libc.tcsetattr(ControllingTerminal.StandardInput, C.TCSANOW, &before) == 0;
        }
    }

    /// <summary>The next key within the time.</summary>
    /// <returns>null: the time has passed, or the window has another size. <see cref="Interrupt"/> also where a signal
    /// wants us to end, or the terminal is gone.</returns>
    public char? Next(TimeSpan time)
    {
        var entries = stackalloc pollfd[2];
        entries[0] = new pollfd { fd = _signals.Fd.Number, events = C.POLLIN };
        entries[1] = new pollfd { fd = _hasInput ? ControllingTerminal.StandardInput : -1, events = C.POLLIN };
        if (Libc.poll(entries, 2, (int)time.TotalMilliseconds) <= 0)
        {
            return null;
        }

        if (entries[0].revents != 0)
        {
            return Ending.Contains(_signals.Read()) ? Interrupt : null;
        }

        byte key;
        return Libc.read(ControllingTerminal.StandardInput, &key, 1) == 1 ? (char)key : Interrupt;
    }

    public void Dispose()
    {
        if (_isRaw)
        {
            var before = _before;
            _ = Libc.tcsetattr(ControllingTerminal.StandardInput, C.TCSANOW, &before);
        }

        _hasInput = false;
        _signals.Dispose();
        SignalState.GiveBack();
    }
}
