"""The cases of tini's test/run_outer_tests.py, and the smoke tests of its ci/run_build.sh.

The former is written for Python 2 and docker; here a process namespace stands for the container. Left out is what is
about tini's build and not about what it does: packages, valgrind, hardening-check and the build without options.
"""

import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path

import psutil

from cases import case

SOURCE, TINI = Path(os.environ["SOURCE_DIR"]), os.path.join(os.environ["BUILD_DIR"], "tini")
CONTAINER = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
STEP_SECONDS_MAX = 10


def start(command, verbosity=None, **options):
    environment = dict(os.environ, PS1="# ")
    if verbosity is not None:
        environment["TINI_VERBOSITY"] = str(verbosity)
    streams = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return subprocess.Popen(command, env=environment, **(streams | options))


def run(command, verbosity=None, text="", **options):
    """Exit code, stdout and stderr of a command that gets a text to read."""
    process = start(command, verbosity, stdin=subprocess.PIPE, **options)
    out, err = process.communicate(text, timeout=STEP_SECONDS_MAX)
    print(f"{' '.join(command)}: {process.returncode}\n{out}{err or ''}")
    return process.returncode, out, err


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def expect_code(expected, got):
    expect(expected == got, f"exit code {got}, not {expected}")


def until(condition, what):
    deadline = time.monotonic() + STEP_SECONDS_MAX
    while not condition():
        expect(time.monotonic() < deadline, f"not within {STEP_SECONDS_MAX} seconds: {what}")
        time.sleep(0.02)


def container(expected, *arguments):
    with case(f"as PID 1: {' '.join(map(str, arguments))} -> {expected}"):
        code, _, _ = run([*CONTAINER, TINI, *map(str, arguments)], verbosity=3)
        expect_code(expected, code)


def container_signal(signum):
    with case(f"as PID 1: {signum.name} from outside -> {128 + signum}"):
        process = start([*CONTAINER, TINI, str(SOURCE / "test/signals/test.py")], verbosity=3)
        tree = psutil.Process(process.pid)
        until(lambda: any(child.name() == "sleep" for child in tree.children(recursive=True)), "sleep runs")
        init, = tree.children()
        init.send_signal(signum)
        process.communicate(timeout=STEP_SECONDS_MAX)
        expect_code(128 + signum, process.returncode)


def terminal(expected, keys, *command):
    """Waits for a `#` on the terminal, types, and expects an exit code."""
    with case(f"as PID 1 with a terminal: {' '.join(command)}, typing {keys} -> {expected}"):
        ours, theirs = pty.openpty()
        # As in a container, PID 1 leads the session of the terminal; unshare, its parent, has none.
        process = start([*CONTAINER, "setsid", "--ctty", TINI, "--", *command],
                        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        seen = bytearray()

        def read():
            # Once its last user has gone, reading the terminal is an error.
            if select.select([ours], [], [], 0)[0]:
                try:
                    seen.extend(os.read(ours, 1024))
                except OSError:
                    pass
            return seen

        until(lambda: b"#" in read(), "a # on the terminal")
        os.write(ours, keys)
        until(lambda: (read(), process.poll())[1] is not None, "the end")
        os.close(ours)
        print(seen.decode())
        expect_code(expected, process.returncode)


def smoke(name, expected, arguments, out="", err="", both="", **options):
    """A run that is not PID 1: its exit code (None: any but 0), and what its output has to contain."""
    with case(f"smoke: {name}"):
        code, stdout, stderr = run([TINI, *arguments], **options)
        expect(code == expected if expected is not None else code != 0, f"exit code {code}")
        for text, stream in ((out, stdout), (err, stderr), (both, stdout + stderr)):
            expect(text in stream, f"not in the output: {text}")


container(0, SOURCE / "test/reaping/stage_1.py")
for signum in (signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2):
    container_signal(signum)
container(1, "-z")
container(0, "-h")
container(127, "zzzz")
# The suite says 0 here; tini 0.19 prints its usage, as without arguments.
container(1, "-w")
terminal(0, b"\nexit 0\n", "dash")
terminal(128 + signal.SIGINT, b"\x03", "dash", "-c", r"while true; do echo \#; sleep 0.1; done")

smoke("--version", 0, ["--version"], out="tini version")
smoke("no arguments: exits with 1", 1, [])
smoke("no arguments: shows the help", 1, [], both="supervision of a valid init process")
smoke("no arguments: names options", 1, [], both="more verbose")
smoke("-h", 0, ["-h"])
with case("smoke: -l prints the licence"):
    code, out, _ = run([TINI, "-l"])
    expect_code(0, code)
    expect(out == (SOURCE / "LICENSE").read_text(), "not the text of LICENSE")
smoke("-vvv true", 0, ["-vvv", "true"])
smoke("-vvv false", None, ["-vvv", "false"])
smoke("-vvv -- true", 0, ["-vvv", "--", "true"])
smoke("-vvv -- -- true fails", None, ["-vvv", "--", "--", "true"])
smoke("TINI_VERBOSITY=3 names SIGCHLD", 0, ["true"], verbosity=3, both="Received SIGCHLD")
smoke("a command that does not exist: 127", 127, ["foobar123"])
smoke("a command that is not executable: 126", 126, ["/etc"])
smoke("the command reads what is piped in", 0, ["sh"], text="exit 0\n")
