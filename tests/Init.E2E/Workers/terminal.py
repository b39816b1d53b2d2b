# terminal.py PM1: runs `PM1 -- cat` on a terminal of its own, with a PATH whose first folder has no cat; types a line, then
# Ctrl-C. Exits with 0 when the line came back and the interrupt ended it.
import os, pty, select, sys, time

os.environ['PATH'] = '/nowhere:/usr/bin:/bin'
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], ['pm1', '--', 'cat'])

seen = b''
os.write(terminal, b'hello\n')
end = time.monotonic() + 10
while seen.count(b'hello') < 2:  # The terminal's echo, and cat's.
    if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
        os.kill(pid, 9)
        sys.exit(f'cat did not answer: {seen!r}')
    seen += os.read(terminal, 100)
os.write(terminal, b'\x03')
_, status = os.waitpid(pid, 0)
sys.exit(0 if os.waitstatus_to_exitcode(status) == 130 else f'ended with status {status}')
