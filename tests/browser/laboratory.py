"""JupyterLab as `start.py lab` starts it, on a copy of the course and apart from this machine's settings."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager

from setup_course.places import ROOT, VENV

COURSE = (
    "data", "lessons", "notebooks", "solutions", "setup_course", "utils", "start.py", "requirements.txt",
)  # fmt: skip
CACHES = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
NOTEBOOKS = "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"


def copy_course(folder):
    """Copy into `folder` what a lesson needs, with the .venv of this course: JupyterLab saves what is typed."""
    folder.mkdir()
    for name in COURSE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=CACHES)
        else:
            shutil.copy(source, folder)
    (folder / ".venv").symlink_to(VENV, target_is_directory=True)
    return folder


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings(folder):
    """Return the variables of a learner whose settings, progress and runtime files all lie in `folder`."""
    names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    places = {f"JUPYTER_{name}": str(folder / name.lower()) for name in names}
    places |= {f"JUPYTERLAB_{name}_DIR": str(folder / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    kept = folder / "settings" / NOTEBOOKS
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"windowingMode": "none"}))  # else cells out of sight are not on the page
    inherited = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return {
        **inherited,
        **places,
        "IPYTHONDIR": str(folder / "ipython"),
        "COURSE_PROGRESS": str(folder / "progress"),
    }


@contextmanager
def laboratory(folder):
    """Start JupyterLab on a copy of the course in `folder`; yield (address, token), and end it afterwards."""
    course, port, token = copy_course(folder / "course"), free_port(), secrets.token_hex(8)
    command = [
        sys.executable, "start.py", "lab", "--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with open(folder / "jupyterlab.log", "w+", encoding="utf-8") as log:
        variables = settings(folder / "learner")
        program = subprocess.Popen(command, cwd=course, env=variables, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api/status?token={token}", program, log)
            yield address, token
        finally:
            program.terminate()
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()


def wait_for(page, program, log, seconds=600):
    """Return once JupyterLab answers; raise with what it said where it does not."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and program.poll() is None:
        try:
            return urllib.request.urlopen(page, timeout=60).close()
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read()[-2000:]}")
