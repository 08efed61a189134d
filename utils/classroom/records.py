"""RESULTS: results.csv, a record and a page for each submission; each file is put in place whole."""

import csv
import hashlib
import io
import json
import os
import re

from utils.classroom import marking
from utils.classroom.submissions import Unreadable, contents

COLUMNS = ("student", "lesson", "exercise", "status", "points", "score", "misconception", "seconds", "note")
OPEN = "NOT ISOLATED:"  # before each note of a submission that ran with all rights
HASHED = re.compile(r"-[0-9a-f]{8}$")  # the end of a name of files that is not the student's
FORMULA = tuple("=+-@\t\r")  # what makes a spreadsheet compute a cell


def put(path, words):
    """Write a text into a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(words, encoding="utf-8", errors="backslashreplace", newline="")
    beside.replace(path)


def file_name(student):
    """Return a name for the files of a student that is plain and their own."""
    plain = re.sub(r"[^\w.@+-]+", "_", student).strip("._")[:60]
    if plain == student and not HASHED.search(plain):
        return plain
    return f"{plain or 'x'}-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}"


def keep(folder, record):
    """Keep the record of one submission."""
    put(folder / "records" / f"{file_name(record['student'])}.json", json.dumps(record, indent=1))


def kept(folder, submission, seed, sandboxed):
    """Return the record that was kept of a submission, or None: there is none, or it was of other files."""
    path = folder / "records" / f"{file_name(submission.student)}.json"
    try:
        record = json.loads(path.read_text("utf-8"))
        files = contents(submission.path)
    except Unreadable:
        files = {}
    except (OSError, ValueError):
        return None
    same = record.get("student") == submission.student
    return record if same and record.get("digest") == marking.digest(files, seed, sandboxed) else None


def table(records):
    """Return results.csv as a text: a row for each exercise of each record, by student."""
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in sorted(records, key=lambda one: one["student"]):
        for row in record["exercises"]:
            note = row["note"] if record["sandboxed"] else f"{OPEN} {row['note']}"
            whole = row | {"student": _visible(record["student"]), "note": note}
            writer.writerow([_cell(whole[name]) for name in COLUMNS])
    return rows.getvalue()


def _visible(words):
    """Return words in which all that cannot be printed is spelled out: the name of one is not that of another."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in words)


def _cell(value):
    """Return a value as it stands in the table; a text that a spreadsheet would compute is made a text again."""
    if not isinstance(value, str):
        return f"{value:g}"
    value = _visible(" ".join(value.split()))
    return f"'{value}" if value.startswith(FORMULA) else value
