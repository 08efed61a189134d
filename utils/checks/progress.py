"""What a learner has passed: one small file an exercise, kept outside the notebooks.

A file is written whole to one side and then put in place in one step, so a kill at any moment leaves the old
state or the new one; a file that cannot be read is set aside and costs that exercise alone. Passed once stays
passed. COURSE_PROGRESS names another folder (a hub, a test).
"""

import contextlib
import json
import os
import tempfile
from pathlib import Path

import platformdirs


def folder():
    """Return the folder of all progress files."""
    return Path(os.environ.get("COURSE_PROGRESS") or platformdirs.user_data_dir("dropout-in-cnns", False))


def read(lesson):
    """Return {exercise: its record} of a lesson; a record has status, score and points."""
    records = {}
    for path in sorted((folder() / lesson).glob("*.json")):
        found = _load(path)
        if found is not None:
            records[path.stem] = found
    return records


def tried(lesson, exercise):
    """Whether an answer to the exercise has ever been checked."""
    return _load(folder() / lesson / f"{exercise}.json") is not None


def record(lesson, result):
    """Keep `result` if it is news; return a sentence where that is not possible, else None."""
    if result.status == "not started":
        return None
    path = folder() / lesson / f"{result.exercise}.json"
    try:
        old = _load(path) or {}
        if old.get("status") != "passed" and result.score >= old.get("score", 0):
            _replace(path, dict(status=result.status, score=result.score, points=result.points))
    except OSError as error:
        return f"Your progress could not be saved in {path.parent} ({error.strerror}): the check itself is valid."
    return None


def _load(path):
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict) and found.get("status") in ("passed", "not yet"):
            return found
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        pass
    with contextlib.suppress(OSError):
        os.replace(path, path.with_suffix(".unreadable"))
    return None


def _replace(path, found):
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(found, file, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise
