"""pm1 top on a terminal of its own: `top.py PM1 q|ctrl-c|term`. Exit 0 when the terminal is as it was before."""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

BOUND_SECONDS = 30

pid, terminal = pty.fork()
if pid == 0:
    # Not before the window has its size.
    sys.stdin.readline()
    os.execv(sys.argv[1], [sys.argv[1], "top"])


def resize(rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read_until(text):
    seen = b""
    while text not in seen:
        assert select.select([terminal], [], [], BOUND_SECONDS)[0], f"no {text} in {seen}"
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
    assert text in seen, f"no {text} in {seen}"


resize(12, 40)
before = termios.tcgetattr(terminal)
os.write(terminal, b"\n")
read_until("…".encode())
assert termios.tcgetattr(terminal)[3] & termios.ECHO == 0, "keys are echoed"

# A new size asks for a new frame at once.
resize(30, 150)
os.kill(pid, signal.SIGWINCH)
read_until(b"CPU, LAST 20s")

if sys.argv[2] == "term":
    os.kill(pid, signal.SIGTERM)
else:
    os.write(terminal, b"q" if sys.argv[2] == "q" else b"\x03")
read_until(b"\x1b[?1049l")
_, status = os.waitpid(pid, 0)
assert os.waitstatus_to_exitcode(status) == 0, status
assert termios.tcgetattr(terminal) == before, "the terminal is not as it was"
