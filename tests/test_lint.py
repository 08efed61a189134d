"""The code is as ruff would have it, in every run: a maintainer who has no hook installed learns of it here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("what", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(what):
    command = [sys.executable, "-m", "ruff", *what, "--quiet", "--no-cache", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
