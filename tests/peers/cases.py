"""Runs one case after the other, whatever becomes of them, and writes a line each: passed or failed, the case, why."""

import os
import signal
import sys
import time
import traceback
from contextlib import contextmanager

import namespace

# The longest case starts 512 programs, one after the other.
CASE_SECONDS_MAX = 120

results = open(sys.argv[1], "w")


def on_alarm(*_):
    raise TimeoutError(f"took longer than {CASE_SECONDS_MAX} seconds")


signal.signal(signal.SIGALRM, on_alarm)


@contextmanager
def case(name):
    for folder in (os.environ["BUILD_DIR"], os.environ["SOURCE_DIR"]):
        name = name.replace(folder + "/", "")
    why, start = "", time.monotonic()
    signal.alarm(CASE_SECONDS_MAX)
    # A case fails in whatever way it likes; the next one runs all the same.
    try:
        yield
    except Exception as error:
        traceback.print_exc()
        why = " ".join(f"{type(error).__name__}: {error}".split())
    finally:
        signal.alarm(0)
    print(f"{'failed' if why else 'passed'} after {time.monotonic() - start:.1f} s: {name}", flush=True)
    print("failed" if why else "passed", name, why, sep="\t", file=results, flush=True)
    namespace.end_the_rest()
