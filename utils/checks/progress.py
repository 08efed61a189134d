"""What a learner has passed: small files of one exercise each, kept outside the notebooks.

A file is written whole to one side and then put in place in one step, so a kill at any moment leaves the old
state or the new one; a file that makes no sense is set aside and costs that exercise alone. A pass has a file of
its own, which no other process writes over: passed once stays passed. COURSE_PROGRESS names another folder (a
hub, a test).
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
    with contextlib.suppress(OSError):
        for path in sorted((folder() / lesson).glob("*.json")):  # drop_mask.json before drop_mask.passed.json
            found = _load(path)
            if found is not None:
                records[path.name.split(".")[0]] = found
    return records


def tried(lesson, exercise):
    """Whether an answer to the exercise has ever been checked."""
    return exercise in read(lesson)


def record(lesson, result):
    """Keep `result` if it is news; return a sentence where that is not possible, else None."""
    old = read(lesson).get(result.exercise, dict(status="not started", score=0))
    if result.status == "not started" or old["status"] == "passed" or result.score < old["score"]:
        return None
    path = folder() / lesson / f"{result.exercise}{'.passed' if result.ok else ''}.json"
    try:
        _replace(path, dict(status=result.status, score=result.score, points=result.points))
    except OSError as error:
        why = error.strerror or type(error).__name__
        return f"Your progress could not be saved in {path.parent} ({why}): the check itself is valid."
    return None


def _load(path):
    """Return the record in a file, or None; what can be read and is no record is set aside."""
    try:
        found = None if path.is_dir() else json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return None
    except (ValueError, RecursionError):
        found = None
    if _is_record(found):
        return found
    with contextlib.suppress(OSError):
        os.replace(path, path.with_suffix(".unreadable"))
    return None


def _is_record(found):
    if not isinstance(found, dict) or found.get("status") not in ("passed", "not yet"):
        return False
    return type(found.get("score")) in (int, float) and 0 <= found["score"] <= 1


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
