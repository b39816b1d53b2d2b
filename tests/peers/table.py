"""The table of all cases, how often each of the tested passed, and the totals.

    table.py RESULTS real|pm1...

With both, a case of pm1 fails when the original passes it in every run and pm1 does not. Where the original fails too,
in some run and with whatever parameters, the test is flaky: a case of it fails only when pm1 passes fewer runs of it
than the original, and fewer of all flaky cases of the suite together. With only one of them, a case fails when it fails
in any run.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

# The whole of it is in the log of the run.
REASON_CHARACTERS_MAX = 300

# What pm1 does otherwise on purpose, with the reason; shown, and no failure.
INTENDED = {"smoke: -l prints the licence": "it prints its own"}

RESULTS, WHOS = Path(sys.argv[1]), sys.argv[2:]


def from_lines(path):
    """By case, why it failed, or nothing."""
    return {name: why for _, name, why in (line.split("\t") for line in path.read_text().splitlines())}


def from_junit(path):
    cases = {}
    for test in ElementTree.parse(path).iter("testcase"):
        name = f"{test.get('classname').removeprefix('tests.')}.{test.get('name')}"
        problems = [part.get("message") or part.tag for part in test if part.tag in ("failure", "error", "skipped")]
        cases[name] = " ".join(" ".join(problems).split())
    return cases


def test_of(name):
    """The test that a case belongs to: without its parameters."""
    return name.split("[")[0]


def load(log):
    """The results beside a log; none where a run ended without them."""
    lines, junit = log.with_suffix(".tsv"), log.with_suffix(".xml")
    if lines.exists():
        return from_lines(lines)
    return from_junit(junit) if junit.exists() else {}


def report(suite):
    runs = {who: [load(log) for log in sorted(suite.glob(f"{who}-*.log"))] for who in WHOS}
    # In the order in which they ran; a run that ended early lacks some.
    names = list(dict.fromkeys(name for who in WHOS for run in runs[who] for name in run))
    names = names or ["no results, see the logs"]
    passes = {who: {name: sum(run.get(name) == "" for run in runs[who]) for name in names} for who in WHOS}

    # With only one of them it is both.
    original, tested = WHOS[0], WHOS[-1]
    whole = len(runs[original])
    races = {test_of(name) for name in names if passes[original][name] < whole and original != tested}
    flaky = [name for name in names if test_of(name) in races]
    fewer = sum(passes[tested][name] for name in flaky) < sum(passes[original][name] for name in flaky)
    wanted = {name: whole if name not in flaky else passes[original][name] if fewer else 0 for name in names}
    failed = [name for name in names if passes[tested][name] < wanted[name] and name not in INTENDED]

    print(f"\n==== {suite.name}: passed runs\n{'':7} {' '.join(f'{who:>5}' for who in WHOS)}  case")
    for name in names:
        verdict = "FAILED" if name in failed else "flaky" if name in flaky else "other" if name in INTENDED else "ok"
        print(f"{verdict:7} {' '.join(f'{passes[who][name]:>3}/{len(runs[who])}' for who in WHOS)}  {name}")
    for who in WHOS:
        counts = [str(list(run.values()).count("")) for run in runs[who]]
        print(f"{who}: {', '.join(counts)} of {len(names)} passed")
        for name in names:
            whys = [why for run in runs[who] if (why := run.get(name, "did not run"))]
            if whys:
                print(f"  {name}: {whys[0][:REASON_CHARACTERS_MAX]}")
    return len(names) - len(failed), len(failed)


suites = sorted({log.parent for log in RESULTS.glob("*/*.log")}, key=lambda suite: suite.name, reverse=True)
counts = [report(suite) for suite in suites]
passed, failed = sum(count for count, _ in counts), sum(count for _, count in counts)
print(f"\n{passed} passed, {failed} failed")
sys.exit(0 if passed and not failed else 1)
