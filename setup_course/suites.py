"""Every test and every notebook, with one closing summary."""

import os
import subprocess
import tempfile
import time
from typing import List, NamedTuple

from setup_course.places import PYTHON, ROOT, lessons, variables

CORES = min(os.cpu_count() or 1, 4)  # each worker imports TensorFlow: 0.6 GB
WORKERS = ("-n", str(CORES + 1), "--dist=worksteal")  # one is often waiting for a time limit to strike
BY_FILE = ("-n", str(CORES), "--dist=loadfile")
ONE_KERNEL = (*BY_FILE, "--no-loadscope-reorder")  # for all cells of a notebook
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "--nbval-kernel-startup-timeout=120")
KERNELS = ("-p", "tests.kernels")  # strict in solutions/
BROWSER = "tests/browser"  # one browser and one JupyterLab for all tests of a file
TESTS = ("tests", *WORKERS, "--ignore=" + BROWSER, "-p", "no:nbval")  # which takes two seconds to start
SOME_FAILED, NOTHING_CHOSEN = 1, 5


class Suite(NamedTuple):
    """One call of pytest. Where `again`, what fails has a second chance: a browser waits for a busy machine."""

    name: str
    arguments: List[str]
    again: bool = False


def suites(quick, arguments):
    """Return what to run: all of it, the quick part, or only the files that `arguments` name."""
    if any((ROOT / word.split("::")[0]).exists() for word in arguments if not word.startswith("-")):
        return [Suite("chosen tests", arguments)]
    if quick:
        return [Suite("tests", [*TESTS, "-m", "not slow", *arguments])]
    return [
        Suite("tests", [*TESTS, *arguments]),
        Suite("notebooks", [*longest_first(), *NBVAL, *KERNELS, *ONE_KERNEL, *arguments]),
        Suite("browser", [BROWSER, *BY_FILE, "-rs", *arguments], again=True),  # it says why it is skipped
    ]


def longest_first():
    """Return all notebooks, then all solutions, which need not train again; later lessons train for longer."""
    return [str(path) for folder in ("notebooks", "solutions") for path in reversed(lessons(folder))]


def run_all(chosen):
    """Run each suite to its end; say what came out of each, and return 0 only where none failed."""
    started, lines, status = time.time(), [], 0
    for suite in chosen:
        result, seconds = run(suite)
        lines.append("{:<8} {:<14}{:5.0f} s".format(word(result), suite.name, seconds))
        status = status or (0 if result in (None, NOTHING_CHOSEN) else result)
    print("\n" + "\n".join(lines))
    print("{} after {:.0f} s.".format("Failed" if status else "All passed", time.time() - started), flush=True)
    return status


def run(suite):
    """Return (pytest's status, seconds) of a suite; None for its status where there is no notebook."""
    started = time.time()
    print("\n== {} ==".format(suite.name), flush=True)
    if suite.name == "notebooks" and not longest_first():
        print("There is no notebook yet: skipped.", flush=True)
        return None, 0
    with tempfile.TemporaryDirectory() as progress:
        command, settings = [str(PYTHON), "-m", "pytest", *suite.arguments], variables(COURSE_PROGRESS=progress)
        status = wait(command, settings)
        if suite.again and status == SOME_FAILED:
            print("\n== {}, what failed once more ==".format(suite.name), flush=True)
            status = wait([*command, "--last-failed"], settings)
        return status, time.time() - started


def word(status):
    """Return what pytest's exit status says, in a word."""
    return {0: "passed", None: "skipped", NOTHING_CHOSEN: "skipped"}.get(status, "FAILED")


def wait(command, settings, patience=20):
    """Run `command`, return its status; after a Ctrl-C give it time to end its kernels and say its last words."""
    program = subprocess.Popen(command, cwd=str(ROOT), env=settings)
    try:
        return program.wait()
    except KeyboardInterrupt:
        try:
            program.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            program.kill()
        raise
