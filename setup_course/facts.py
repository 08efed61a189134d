"""What is true of this machine: everything that decides whether the course can run here."""

import functools
import importlib.util
import json
import os
import platform
import shutil
import socket
import ssl
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
from typing import Dict, NamedTuple, Optional, Tuple

from setup_course.places import COURSE, PYTHON, ROOT, VENV, variables
from setup_course.stamp import python_version, state, supported

PYPI = "https://pypi.org/simple"


class Facts(NamedTuple):
    """One machine and one checkout. `free` is in bytes; `unreachable` and `failure` are sentences or None."""

    python: Tuple[int, ...] = (3, 12, 0)
    implementation: str = "CPython"
    other_python: Optional[str] = None
    bits: int = 64
    system: str = "Linux"
    machine: str = "x86_64"
    musl: bool = False
    free: int = 10**11
    writable: bool = True
    path_length: int = 20
    can_make_venv: bool = True
    uv: Optional[str] = None
    state: str = "ready"
    inside: Tuple[int, ...] = ()
    port_taken: bool = False
    unreachable: Optional[str] = None
    packages: Dict[str, str] = {}
    failure: Optional[str] = None


def gather(files=COURSE):
    """Return the Facts of this machine; the package index is asked only where something must be installed."""
    found = state(files)
    uv = shutil.which("uv")
    return Facts(
        python=tuple(sys.version_info[:3]),
        implementation=platform.python_implementation(),
        other_python=None if supported(sys.version_info) else other_python(),
        bits=64 if sys.maxsize > 2**32 else 32,
        system=platform.system(),
        machine=platform.machine(),
        musl="musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or ""),
        free=shutil.disk_usage(str(ROOT)).free,
        writable=os.access(str(ROOT), os.W_OK),
        path_length=len(str(VENV)),
        can_make_venv=bool(uv or importlib.util.find_spec("ensurepip")),
        uv=uv,
        state=found,
        inside=python_version() or (),
        port_taken=port_taken(8888),
        unreachable=None if found == "ready" else unreachable(chosen_index() or PYPI),
    )


def with_trial(facts):
    """Add what only an installed course can show: its packages, and whether Keras computes."""
    return facts._replace(packages=packages(), failure=failure())


def other_python():
    """Return the name of a Python on this machine that the course can use; None where there is none."""
    for name in ("python3.13", "python3.12", "python3.11"):
        if shutil.which(name) and python_version(name):
            return name
    return None


def port_taken(port):
    """Whether a program on this machine already listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@functools.lru_cache(maxsize=None)
def chosen_index():
    """Return the package index that this machine is set to; None where it is left to uv and pip."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
        return subprocess.check_output(asked, stderr=subprocess.DEVNULL, timeout=20).decode().strip() or None
    except (OSError, subprocess.SubprocessError):
        return None


def unreachable(index, seconds=8):
    """Return why the package index does not answer, as a sentence; None where it does."""
    if not index.startswith("http") or os.environ.get("PIP_NO_INDEX") or os.environ.get("UV_NO_INDEX"):
        return None
    try:
        urllib.request.urlopen(index.rstrip("/") + "/pip/", timeout=seconds).close()
    except (urllib.error.HTTPError, ssl.SSLError):
        return None
    except OSError as error:
        reason = getattr(error, "reason", error)
        # uv and pip bring certificates of their own; some Pythons have none.
        return None if isinstance(reason, ssl.SSLError) else "{} does not answer ({})".format(index, reason)
    return None


def packages():
    """Return {name: version} of what is installed in .venv, names as pip writes them: tensorflow-cpu."""
    script = ("import importlib.metadata as m, json;"
              "print(json.dumps({d.metadata['Name'].replace('_', '-').lower(): d.version"
              " for d in m.distributions()}))")  # fmt: skip
    try:
        return json.loads(subprocess.check_output([str(PYTHON), "-c", script], env=variables()).decode())
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}


def failure():
    """Run one Dropout layer and import JupyterLab in .venv; return the last line of what went wrong, or None."""
    script = "import keras, numpy, jupyterlab; keras.layers.Dropout(0.5)(numpy.ones((1, 8)), training=True)"
    program = subprocess.Popen([str(PYTHON), "-c", script], env=variables(), cwd=str(ROOT),
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
    said = program.communicate()[1].decode(errors="replace").strip()
    if program.returncode == 0:
        return None
    return said.splitlines()[-1] if said else "it ended with status {}".format(program.returncode)
