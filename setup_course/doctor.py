"""What is wrong with this machine or this checkout, and what to do: one line each."""

import re
import sys

from setup_course import facts as machine
from setup_course.places import COURSE, NEWEST, OLDEST, ROOT, START, lessons
from setup_course.stamp import supported

WHEELS = {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"), ("Windows", "amd64")}
KEPT = ("ready", "outdated", "foreign")
COLAB = "Use Google Colab (see README.md) or another computer."
SHOWN = ("tensorflow", "tensorflow-cpu", "keras", "numpy", "scikit-learn", "jupyterlab", "nbval")


def faults(facts):
    """Return one line for each thing that keeps the course from being installed or run on this machine."""
    checks = (_python, _processor, _disk, _folder, _network)
    return [line for check in checks for line in check(facts)]


def wounds(facts):
    """Return one line for each thing wrong with .venv, all of which start.py can repair."""
    anew = "Run: {} install --anew".format(START)
    if facts.state == "half-made":
        yield "An installation into .venv was stopped half-way. Run {}: it makes .venv anew.".format(START)
    if facts.state == "foreign":
        yield ".venv is there, but start.py has not filled it. Run {}: it installs into it.".format(START)
    if facts.state == "broken":
        yield "The Python in .venv does not run or is of another version. Run {}: it makes .venv anew.".format(
            START
        )
    if facts.state == "ready":
        wrong = unpinned(facts.packages, COURSE[0].read_text())
        if wrong:
            yield "Packages in .venv are not as pinned: {}. {}".format("; ".join(wrong), anew)
        elif facts.failure:
            yield "Keras or JupyterLab does not start: {}. {}".format(facts.failure.rstrip("."), anew)


def notes(facts):
    """Return what is worth knowing and stops nothing."""
    if facts.port_taken:
        yield "Port 8888 is taken: JupyterLab will open on the next free one, or on yours: {} --port 9000".format(
            START
        )
    if facts.state == "missing":
        yield "The course is not installed yet: {} does it, about 2 GB, once.".format(START)
    if facts.state == "outdated":
        yield "Other packages are wanted than .venv holds: {} installs them.".format(START)
    if not supported(facts.python) and facts.state in KEPT:
        yield "The Python in .venv is used, not this one."
    if not lessons("notebooks"):
        yield "There is no lesson in notebooks/: JupyterLab will open on the folder."


def unpinned(installed, requirements):
    """Return what differs between {name: version} and the pins, as "keras is missing" or "keras is 3.0, not 3.15"."""
    have = {_plain(name): version for name, version in installed.items()}
    pins, optional = {}, set()
    for name, version, marker in re.findall(r"^([\w.-]+)==([^\s;]+) *(;?)", requirements, re.MULTILINE):
        pins.setdefault(_plain(name), []).append(version)
        if marker:
            optional.add(_plain(name))
    missing = [name + " is missing" for name in pins if name not in have and name not in optional]
    other = [
        "{} is {}, not {}".format(name, have[name], " or ".join(versions))
        for name, versions in pins.items()
        if name in have and have[name] not in versions
    ]
    return missing + other


def report(say=print):
    """Say the versions and everything that is wrong; return whether the course can run."""
    facts = machine.gather()
    if facts.state == "ready":
        say("Trying Keras and JupyterLab, some seconds ...")
        facts = machine.with_trial(facts)
    for name, value in versions(facts):
        say("  {:<15}{}".format(name, value))
    for line in notes(facts):
        say("Note:  " + line)
    wrong = [*faults(facts), *wounds(facts)]
    for line in wrong:
        say("Wrong: " + line)
    say("The course cannot run yet." if wrong else "Nothing is wrong. Start with: " + START)
    return not wrong


def versions(facts):
    """Return (name, value) pairs that describe the machine and what is installed."""
    yield "Python", "{} {} ({})".format(facts.implementation, _dotted(facts.python), sys.executable)
    yield "System", "{} {}, {} bit".format(facts.system, facts.machine, facts.bits)
    yield "Folder", "{}, {:.1f} GB free".format(ROOT, facts.free / 1e9)
    yield "Installer", "uv (" + facts.uv + ")" if facts.uv else "uv, put into .venv; else pip"
    inside = ", Python " + _dotted(facts.inside) if facts.inside else ""
    yield ".venv", facts.state + inside
    for name in SHOWN:
        if name in facts.packages:
            yield name, facts.packages[name]


def _python(facts):
    if facts.state in KEPT:
        return
    if not supported(facts.python):
        age = "old" if facts.python < OLDEST else "new"
        way = "Install Python 3.12 from https://www.python.org/downloads and run it on start.py"
        if facts.other_python:
            way = "This machine has another one: {} start.py".format(facts.other_python)
        elif facts.uv:
            way = "Run: uv run --no-project --python 3.12 start.py"
        yield "Python {} is too {}, the course needs 3.{} to 3.{}. {}".format(
            _dotted(facts.python), age, OLDEST[1], NEWEST[1], way
        )
    if facts.implementation != "CPython":
        yield "TensorFlow does not run on {}. Install Python 3.12 from https://www.python.org/downloads".format(
            facts.implementation
        )
    if not facts.can_make_venv:
        yield "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv"


def _processor(facts):
    system, processor = facts.system, facts.machine.lower()
    if facts.bits != 64:
        yield "This Python is of 32 bit, TensorFlow needs 64. Install a 64-bit Python 3.12."
    elif (system, processor) == ("Darwin", "x86_64"):
        yield (
            "TensorFlow is no longer made for Intel Macs. On an Apple chip install the arm64 Python; else: " + COLAB
        )
    elif (system, processor) == ("Windows", "arm64"):
        yield "TensorFlow is not made for Windows on ARM. Install the x64 (not ARM64) Python 3.12, which Windows emulates."
    elif (system, processor) not in WHEELS:
        yield "TensorFlow is not made for {} on {}. {}".format(system, facts.machine, COLAB)
    if facts.musl:
        yield "TensorFlow is not made for Alpine Linux (musl). Use a Debian or Ubuntu image."


def _disk(facts):
    needed = {"ready": 0, "outdated": 2}.get(facts.state, 5)
    if facts.free < needed * 1e9:
        yield "{:.1f} GB are free on this disk, {} are needed. Free some, or move this folder to a larger disk.".format(
            facts.free / 1e9, needed
        )


def _folder(facts):
    if not facts.writable:
        yield "The folder {} cannot be written to. Copy the course to a folder of yours.".format(ROOT)
    if facts.system == "Windows" and facts.path_length > 70 and facts.state != "ready":
        yield "The path of this folder is too long for Windows ({} characters to .venv, 70 fit). Move it, to C:\\dropout say.".format(
            facts.path_length
        )


def _network(facts):
    if facts.unreachable:
        yield "No network: {}. Connect, or name your mirror in UV_DEFAULT_INDEX, then run {} again.".format(
            facts.unreachable, START
        )


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _dotted(version):
    return ".".join(str(part) for part in version)
