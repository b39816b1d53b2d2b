"""Ends everything else in the process namespace of a suite, and is the pytest plugin for the suite of dumb-init.

The suites leave processes behind when a case fails. Those of dumb-init are `yes` in pipelines: they take all
processors, and the cases that follow run into their time limit one after the other.
"""

import os
import signal
import time

END_SECONDS_MAX = 5


def end_the_rest():
    # Outside of the namespace that tests/peers/run makes this would be the end of the machine.
    outer = os.environ["PEERS_OUTER_NAMESPACE"]
    assert outer.startswith("pid:") and outer != os.readlink("/proc/self/ns/pid"), "not in a namespace of its own"

    deadline = time.monotonic() + END_SECONDS_MAX
    while rest := {int(name) for name in os.listdir("/proc") if name.isdigit()} - {1, os.getpid()}:
        assert time.monotonic() < deadline, f"these processes do not end: {rest}"
        for pid in rest:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        time.sleep(0.01)


def pytest_configure(config):
    """Puts the tests, not what they start, before all else: some cases run four busy programs and have 5 seconds."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))
    except PermissionError:
        print("peers: no permission for a better priority, so cases may run out of time on a busy machine")


def pytest_runtest_logfinish(nodeid, location):
    end_the_rest()
