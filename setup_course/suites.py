"""Every test and every notebook, with one closing summary."""

import subprocess
import tempfile
import time
from pathlib import Path
from typing import List, NamedTuple

from setup_course.places import PYTHON, ROOT, lessons, variables

WORKERS = ("-n", "auto", "--maxprocesses=4", "--dist=worksteal")  # each one imports TensorFlow: 0.6 GB
ONE_KERNEL = (*WORKERS[:-1], "--dist=loadfile")  # for all cells of a notebook
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "--nbval-kernel-startup-timeout=120")
BROWSER = "tests/browser"  # one browser and one JupyterLab for all tests: not spread over processes
APART = ("--ignore=" + BROWSER,)
NOTHING_CHOSEN = 5


class Suite(NamedTuple):
    """One call of pytest. `strict` lets a check of an answer that fails fail the cell."""

    name: str
    arguments: List[str]
    strict: bool = False


def suites(quick, arguments):
    """Return what to run: all of it, the quick part, or only the files that `arguments` name."""
    if any((ROOT / word.split("::")[0]).exists() for word in arguments if not word.startswith("-")):
        return [Suite("chosen tests", arguments)]
    if quick:
        return [Suite("tests", ["tests", *WORKERS, *APART, "-m", "not slow", *arguments])]
    return [
        Suite("tests", ["tests", *WORKERS, *APART, *arguments]),
        Suite("notebooks", ["notebooks", *NBVAL, *ONE_KERNEL, *arguments]),
        Suite("solutions", ["solutions", *NBVAL, *ONE_KERNEL, *arguments], strict=True),
        Suite("browser", [BROWSER, "-rs", *arguments]),  # it says why it is skipped
    ]


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
    """Return (pytest's status, seconds) of a suite; None for its status where its folder holds no notebook."""
    started = time.time()
    print("\n== {} ==".format(suite.name), flush=True)
    if suite.name in ("notebooks", "solutions") and not lessons(suite.name):
        print("{}/ holds no notebook yet: skipped.".format(suite.name), flush=True)
        return None, 0
    with tempfile.TemporaryDirectory() as progress:
        settings = variables(COURSE_PROGRESS=str(Path(progress)), COURSE_STRICT="1" if suite.strict else "0")
        return wait([str(PYTHON), "-m", "pytest", *suite.arguments], settings), time.time() - started


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
