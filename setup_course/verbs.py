"""What start.py can be told. The first line of a verb's docstring is its line in `start.py help`."""

import json
import os
import subprocess

from setup_course.doctor import report
from setup_course.export import export
from setup_course.grade import grade
from setup_course.handout import handout
from setup_course.install import ensure
from setup_course.places import COURSE, PYTHON, ROOT, START, TESTS, VENV, lessons, variables
from setup_course.progress import progress
from setup_course.site import site
from setup_course.slides import slides
from setup_course.submit import submit
from setup_course.suites import run_all, suites

OPENING = """\
JupyterLab opens in your browser. Where it does not, open the link below that begins with http://localhost.
Leave this window open while you work; to end, save, then press Ctrl-C here twice."""


def lab(arguments):
    """Open the start page in JupyterLab; installs what is missing. Further words go to JupyterLab."""
    ensure(COURSE)
    ask_nothing()
    first = ["/tree/" + lesson.relative_to(ROOT).as_posix() for lesson in lessons("notebooks")[:1]]
    command = [
        str(PYTHON), "-m", "jupyterlab",
        "--ServerApp.root_dir={}".format(ROOT),
        "--LabApp.default_url=/lab{}".format("".join(first)),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        *arguments,
    ]  # fmt: skip
    os.chdir(str(ROOT))
    print(OPENING, flush=True)
    if os.name != "nt":
        os.execve(command[0], command, variables())
    return wait_for_jupyter(command)


def test(arguments):
    """Run every test and every notebook; with --quick the fast tests alone. Further words go to pytest."""
    if not (ROOT / "tests").is_dir():
        print("This copy of the course holds no tests: {} doctor says whether the course can run.".format(START))
        return 1
    ensure(TESTS)
    return run_all(suites("--quick" in arguments, [word for word in arguments if word != "--quick"]))


def doctor(arguments):
    """Say what is installed and what is wrong, with what to do; exit 0 only where the course can run."""
    return 0 if report() else 1


def install(arguments):
    """Install without opening anything; with --anew from an empty .venv."""
    ensure(COURSE, anew="--anew" in arguments)
    return 0


def help(arguments):
    """List what start.py can be told."""
    print("Usage: {} [verb]".format(START))
    for name, verb in VERBS.items():
        print("  {:<9}{}".format(name, verb.__doc__.splitlines()[0]))
    return 0


VERBS = {
    "lab": lab,
    "test": test,
    "doctor": doctor,
    "install": install,
    "progress": progress,
    "submit": submit,
    "handout": handout,
    "slides": slides,
    "site": site,
    "grade": grade,
    "export": export,
    "help": help,
}


def main(words):
    """Run the verb that `words` begin with (lab where they begin with none); return the exit status."""
    if words[:1] in (["-h"], ["--help"]):
        words = ["help"]
    name, arguments = ("lab", words) if not words or words[0].startswith("-") else (words[0], words[1:])
    if name not in VERBS:
        print("start.py does not know {!r}. It knows: {}.".format(name, ", ".join(VERBS)))
        return 2
    try:
        return VERBS[name](arguments)
    except KeyboardInterrupt:
        print("\nStopped. Nothing is spoilt: run the same command again.")
        return 130


def ask_nothing():
    """Turn off JupyterLab's question about news; a learner's own settings still win."""
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    (settings / "overrides.json").write_text(json.dumps(quiet, indent=1))


def wait_for_jupyter(command):
    """Wait for JupyterLab, which answers Ctrl-C itself."""
    program = subprocess.Popen(command, env=variables())
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue
