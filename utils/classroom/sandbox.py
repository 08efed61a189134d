"""Where a worker runs: a Python without rights, by bubblewrap, and without a sandbox where a teacher insists.

In the sandbox there is no network and no other process; the system and the installed packages can be read, an empty
folder of a few megabytes in memory can be written, and nothing else exists: no home, no course but the modules that
its notebooks import, no checks, no other submission.
"""

import compileall
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from utils.classroom.course import ROOT

INSIDE = Path(__file__).parent / "inside"
KEPT_OUT = {"checks", "classroom", "__pycache__"}  # of utils: what a submission must not read
SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
DESK, DESK_BYTES = "/desk", 64 << 20
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
}


def lay_out(folder):
    """Fill a new folder with all of the course that a worker may read; return the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "utils", folder / "course" / "utils", ignore=lambda _, names: KEPT_OUT & set(names))
    shutil.copytree(ROOT / "data", folder / "course" / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(INSIDE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "utils" / "checks" / "probes.py", folder)
    compileall.compile_dir(folder, quiet=2)
    return folder


@cache
def problem():
    """Return None where the sandbox works here, or the sentence that says what is missing."""
    if sys.platform != "linux":
        return "A sandbox needs Linux, or WSL2 on Windows."
    if shutil.which("bwrap") is None:
        return "The sandbox needs bubblewrap: install the package `bubblewrap` (apt, dnf), and run this again."
    try:
        tried = subprocess.run([*_walls(), "/usr/bin/true"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not work here ({error})."
    if tried.returncode == 0:
        return None
    return f"bubblewrap does not work here ({tried.stderr.strip()[:200]}): allow it user namespaces."


def command(stage, sandboxed=True):
    """Return (command line, environment, working folder) of a worker; `stage` was filled by lay_out."""
    python = [sys.executable, "-s", "-P", "-B"]
    if not sandboxed:
        desk = stage / "desk"
        desk.mkdir(exist_ok=True)
        return [*python, str(stage / "worker.py")], _variables(str(desk)) | _of_windows(), desk
    return [*_walls(stage), *python, "/stage/worker.py"], {}, None


def course_seen(stage, sandboxed=True):
    """Return the folder of the course as a worker sees it."""
    return "/stage/course" if sandboxed else str(stage / "course")


def _variables(desk):
    return ENVIRONMENT | dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "KERAS_HOME", "IPYTHONDIR"), desk)


def _of_windows():
    if os.name != "nt":
        return {}
    return {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "TEMP") if name in os.environ}


def _walls(stage=None):
    words = [
        "bwrap", "--unshare-all", "--unshare-user", *_no_more_namespaces(), "--uid", "65534", "--gid", "65534",
        "--die-with-parent", "--new-session", "--clearenv", "--ro-bind", "/usr", "/usr",
    ]  # fmt: skip
    for path in SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    for path in SETTINGS:
        words += ["--ro-bind-try", path, path]
    python = {sys.prefix, sys.base_prefix, sys.base_exec_prefix}
    for path in sorted(path for path in python if not path.startswith("/usr/")):
        words += ["--ro-bind", path, path]
    if stage is not None:
        words += ["--ro-bind", str(stage), "/stage"]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", str(DESK_BYTES), "--tmpfs", "/dev/shm"]
    words += ["--remount-ro", "/dev", "--size", str(DESK_BYTES), "--tmpfs", DESK]
    if not any(path.startswith("/tmp/") for path in python):  # else /tmp holds the course
        words += ["--symlink", "desk", "/tmp"]
    words += ["--remount-ro", "/", "--chdir", DESK]
    for name, value in _variables(DESK).items():
        words += ["--setenv", name, value]
    return words


@cache
def _no_more_namespaces():
    """Return the word that forbids user namespaces within the sandbox, where this bubblewrap (0.8) knows it."""
    said = subprocess.run(["bwrap", "--help"], capture_output=True, text=True)
    return ["--disable-userns"] if "--disable-userns" in said.stdout + said.stderr else []
