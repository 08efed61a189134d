"""Make .venv, fill it, survive a Ctrl-C.

uv installs in a third of pip's time. Where a machine has none it is put into .venv from the package index; where
that fails, pip does the work.
"""

import os
import shutil
import subprocess
import sys
import time

from setup_course import facts
from setup_course.doctor import faults
from setup_course.places import BIN, COURSE, PYTHON, ROOT, START, VENV, variables
from setup_course.stamp import begin, finish, state

REASONS = {
    "missing": "Setting the course up in .venv: about 2 GB, once, half a minute to three minutes.",
    "broken": "The Python in .venv does not run or is of another version: making .venv anew.",
    "foreign": "Found a .venv that the course has not filled yet: installing into it.",
    "half-made": "An installation was stopped half-way: making .venv anew.",
    "outdated": "Other packages are wanted than .venv holds: installing them.",
}
UV = "uv>=0.8,<1"


def ensure(files=COURSE, anew=False):
    """Let .venv hold what `files` pin. Return at once when the stamp says so; exit with the reason when it cannot."""
    found = state(files)
    if found == "ready" and not anew:
        return
    wrong = faults(facts.gather(files))
    if wrong:
        sys.exit("\n".join(wrong))
    started = time.time()
    print(REASONS.get(found, "Making .venv anew."), flush=True)
    if anew or found in ("missing", "broken", "half-made") or (found == "foreign" and not has_pip()):
        remake()
    begin()
    fill(files)
    finish(files)
    print("Ready after {:.0f} s.".format(time.time() - started), flush=True)


def remake():
    """Put an empty virtual environment in the place of .venv, marked as unfinished from its first moment."""
    remove()
    VENV.mkdir()
    begin()
    base, uv = getattr(sys, "_base_executable", None) or sys.executable, shutil.which("uv")
    if uv and follow([uv, "venv", "-q", "--seed", "--allow-existing", "--python", base, VENV]) == 0:
        return
    if follow([base, "-m", "venv", VENV]) != 0:
        sys.exit("Python could not make .venv (see above). `{} doctor` says what is wrong.".format(START))


def remove():
    """Remove .venv, whatever it is: a folder, a link or a file."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(str(VENV))
    except OSError as error:
        sys.exit("The folder .venv cannot be removed ({}). Close JupyterLab and every program that runs from it, "
                 "delete the folder, then run {} again.".format(error, START))  # fmt: skip


def fill(files):
    """Install `files` into .venv, bytecode too: the first import of Keras would otherwise take twice as long."""
    wanted = [word for file in files for word in ("-r", file)]
    uv = find_uv()
    if uv:
        if follow([uv, "pip", "install", "--compile-bytecode", "--python", PYTHON, *quiet(), *wanted]) == 0:
            return
        print("uv could not install (see above): trying pip, which is slower.", flush=True)
    if not has_pip():
        follow([PYTHON, "-m", "ensurepip"])
    if follow([PYTHON, "-m", "pip", "install", "--compile", "--no-input", *quiet(), *wanted]) != 0:
        sys.exit("Installing failed (see above). `{0} doctor` says what is wrong; {0} tries again.".format(START))


def find_uv():
    """Return the uv of this machine or of .venv; put one into .venv where there is none; None where that fails."""
    known = os.pathsep.join([os.environ.get("PATH", ""), str(BIN)])
    if not shutil.which("uv", path=known):
        follow([PYTHON, "-m", "pip", "install", "-q", "--no-input", "--disable-pip-version-check", UV])
    return shutil.which("uv", path=known)


def has_pip():
    """Whether pip runs in .venv."""
    asked = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.call(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables()) == 0


def quiet():
    """On a terminal uv and pip draw their own progress; elsewhere `follow` says how far they are."""
    return [] if sys.stderr.isatty() else ["-q"]


def follow(command, every=10):
    """Run an installing `command`; return its exit status. Off a terminal, say every few seconds how far it is."""
    before, started = shutil.disk_usage(str(ROOT)).free, time.time()
    settings = variables(UV_COMPILE_BYTECODE_TIMEOUT="300", PIP_DISABLE_PIP_VERSION_CHECK="1")
    index = facts.chosen_index()
    if index:
        settings.setdefault("UV_DEFAULT_INDEX", index)
    program = subprocess.Popen([str(word) for word in command], env=settings, stdin=subprocess.DEVNULL)
    try:
        while True:
            try:
                return program.wait(timeout=every)
            except subprocess.TimeoutExpired:
                if not sys.stderr.isatty():
                    written = max(0, before - shutil.disk_usage(str(ROOT)).free) / 1e6
                    print("  {:4.0f} s, {:,.0f} MB written".format(time.time() - started, written), flush=True)
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
