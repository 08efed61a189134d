"""One command starts the course: what is half-made is made whole, what is whole is left alone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from setup_course import stamp, verbs
from tests.long_proof import sample

ROOT = Path(__file__).resolve().parent.parent

UV = """#!{python}
import os, subprocess, sys, time
open(os.environ["CALLS"], "a").write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "venv":
    sys.exit(subprocess.call([{python!r}, "-m", "venv", "--without-pip", sys.argv[-1]]))
print("installing now", flush=True)
time.sleep(float(os.environ.get("SECONDS_TO_INSTALL", 0)))
sys.exit(int(os.environ.get("INSTALL_ENDS_WITH", 0)))
"""


class Course:
    """A copy of what starts the course, in `folder`, where a stand-in for uv installs nothing, quickly."""

    def __init__(self, folder):
        self.folder = folder / "course"
        shutil.copytree(
            ROOT / "setup_course", self.folder / "setup_course", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("start.py", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, self.folder)
        tools = folder / "tools"
        tools.mkdir()
        (tools / "uv").write_text(UV.format(python=sys.executable))
        (tools / "uv").chmod(0o755)
        self.calls = folder / "calls"
        self.variables = {
            **os.environ,
            "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]),
            "CALLS": str(self.calls),
            "UV_DEFAULT_INDEX": "file:///nowhere",
            "PIP_NO_INDEX": "1",
        }

    def start(self, *words, python=sys.executable, **more):
        """Begin start.py with `words`."""
        command = [python, "start.py", *words]
        environment = {**self.variables, **more}
        streams = dict(text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return subprocess.Popen(command, cwd=self.folder, env=environment, **streams)

    def say(self, *words, **more):
        """Run start.py to its end; return (exit status, what it said)."""
        program = self.start(*words, **more)
        said = program.communicate(timeout=120)[0]
        return program.returncode, said

    def installations(self):
        """Return how often packages were installed."""
        return self.calls.read_text().count("pip install") if self.calls.exists() else 0


@pytest.fixture
def course(tmp_path):
    if os.name == "nt":
        pytest.skip("the stand-in for uv is a script with a first line that Windows does not read")
    return Course(tmp_path)


def test_the_first_start_installs_and_the_second_does_not(course):
    status, said = course.say("install")
    assert status == 0 and "Ready" in said
    assert course.say("install") == (0, "")
    assert course.installations() == 1
    assert "--compile-bytecode" in course.calls.read_text()


def test_changed_requirements_are_installed_at_the_next_start(course):
    course.say("install")
    with (course.folder / "requirements.txt").open("a") as file:
        file.write("another==1.0\n")
    status, said = course.say("install")
    assert status == 0 and "Other packages" in said and course.installations() == 2


def test_after_ctrl_c_one_line_is_said_and_the_second_run_recovers(course):
    program = course.start("install", SECONDS_TO_INSTALL="60")
    while "installing now" not in program.stdout.readline():
        assert program.poll() is None
    program.send_signal(signal.SIGINT)
    said = program.communicate(timeout=30)[0]
    assert program.returncode == 130
    assert said.strip().startswith("Stopped") and len(said.strip().splitlines()) == 1
    status, said = course.say("doctor")
    assert status == 1 and "stopped half-way" in said
    status, said = course.say("install")
    assert status == 0 and "Ready" in said
    assert course.say("install") == (0, "")


def break_python(venv):
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").write_text("not a program")


def be_another_version(venv):
    lines = (venv / "course-stamp").read_text().splitlines()
    (venv / "course-stamp").write_text("\n".join(["python 3.9", *lines[1:]]))


def be_a_file(venv):
    shutil.rmtree(venv)
    venv.write_text("")


def be_empty(venv):
    shutil.rmtree(venv)
    venv.mkdir()


@pytest.mark.parametrize(
    "harm",
    sample([break_python, be_another_version, be_a_file, be_empty], 1, quick=1),
    ids=lambda harm: harm.__name__,
)
def test_a_broken_venv_is_recognised_and_made_anew(course, harm):
    course.say("install")
    harm(course.folder / ".venv")
    status, said = course.say("doctor")
    assert status == 1 and "does not run" in said
    status, said = course.say("install")
    assert status == 0 and "anew" in said and course.installations() == 2


def test_a_stamp_without_packages_does_not_pass_for_an_installed_course(course):
    course.say("install")
    status, said = course.say("doctor")
    assert status == 1 and "keras is missing" in said and "install --anew" in said


@pytest.mark.slow
def test_where_uv_and_pip_both_fail_the_reason_is_said_and_nothing_passes_for_whole(course):
    status, said = course.say("install", INSTALL_ENDS_WITH="1")
    assert status == 1 and "trying pip" in said and "Installing failed" in said
    assert course.say("doctor")[0] == 1


def test_no_network_on_the_first_install_ends_at_once_with_one_line(course):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    for verb in ("install", "doctor"):
        status, said = course.say(verb, UV_DEFAULT_INDEX=nobody, PIP_NO_INDEX="")
        assert status == 1 and "No network" in said and "Traceback" not in said
    assert not (course.folder / ".venv").exists()


@pytest.mark.slow
@pytest.mark.parametrize("minor", [6, 7, 8, 9, 10, 14])
def test_an_unsuitable_python_is_told_so(course, minor):
    beside = Path(sys.base_prefix).parent.glob(f"*/bin/python3.{minor}")
    found = [python for python in (f"python3.{minor}", *beside) if stamp.python_version(python)]
    if not found:
        pytest.skip(f"there is no Python 3.{minor} here")
    for verb in ("doctor", "lab"):
        status, said = course.say(verb, python=str(found[0]))
        assert status == 1 and ("too old" in said or "too new" in said) and "Traceback" not in said


def test_an_unknown_verb_gets_one_line_with_the_list(course):
    status, said = course.say("tset")
    assert status == 2 and len(said.splitlines()) == 1 and all(verb in said for verb in verbs.VERBS)


def test_help_has_one_line_for_each_verb(course):
    status, said = course.say("help")
    assert status == 0 and len(said.splitlines()) == 1 + len(verbs.VERBS)
