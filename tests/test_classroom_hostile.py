"""A class hands in what is right, broken and hostile: every submission has its rows, and no mark is forged."""

import csv
import socket
import threading
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from tests.handed_in import NUMPY, ROOT, hand_in
from tests.hostile_submissions import everything
from utils.classroom import sandbox
from utils.classroom.__main__ import main
from utils.classroom.desk import Place
from utils.classroom.watch import Limits

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sandbox.problem() is not None, reason=f"no sandbox here: {sandbox.problem()}"),
]
QUICKLY = Limits(exercise_cpu=4, exercise_wall=10, cells_cpu=8, cells_wall=12, cells_run=3, memory=2 << 30)
TOKEN = "left-by-a-submission"


class Graded(NamedTuple):
    """What came of grading a class: {(student, exercise): row}, its folder, who called, and what was handed in."""

    rows: dict
    folder: Path
    calls: list
    everyone: dict


def test_a_class_gets_what_it_deserves_and_reaches_nothing_else(tmp_path):
    # one test, since several workers would each grade the class anew
    graded = _grade(tmp_path)
    assert [words for name in graded.everyone if (words := _undeserved(graded, name))] == []
    _reached_no_network_and_left_nobody(graded)
    _wrote_into_the_results_alone(graded)
    assert not any(value.startswith(("=", "+", "@")) for row in graded.rows.values() for value in row.values())
    _every_learner_has_a_page_that_says_what_the_notebook_says(graded)


def _grade(folder):
    """Grade all of them in one go."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_listen, args=(server, calls), daemon=True).start()
        everyone = everything(server.getsockname()[1], folder / "handed in", TOKEN)
        for name, (made, *_) in everyone.items():
            hand_in(folder / "handed in", name, made)
        before = {path: path.read_bytes() for path in (folder / "handed in").rglob("*.ipynb")}
        words = [str(folder / "handed in"), "--out", str(folder / "results"), "--jobs", "3"]
        assert main(words, QUICKLY) == 0
        assert before == {path: path.read_bytes() for path in (folder / "handed in").rglob("*") if path.is_file()}
    with open(folder / "results" / "results.csv", encoding="utf-8", newline="") as file:
        rows = {(row["student"], row["exercise"]): row for row in csv.DictReader(file)}
    return Graded(rows, folder, calls, everyone)


def _listen(server, calls):
    while True:
        try:
            calls.append(server.accept()[1])
        except OSError:
            return


def _undeserved(graded, name):
    """Return what is wrong with the rows of a submission: nothing, where it got what it deserves."""
    _, statuses, least, most = graded.everyone[name]
    rows = {exercise: graded.rows[name, exercise] for exercise in NUMPY}
    wrong = [row for exercise, row in rows.items() if not _deserved(row, statuses.get(exercise, "passed"))]
    points = sum(float(row["points"]) for row in rows.values())
    return wrong or (None if least <= points <= most else (name, points))


def _deserved(row, expected):
    statuses = (expected,) if isinstance(expected, str) else expected
    return row["status"] in statuses and row["note"] and 0 <= float(row["score"]) <= 1


def _reached_no_network_and_left_nobody(graded):
    assert graded.calls == []
    running = [one for one in psutil.process_iter(["cmdline"]) if TOKEN in (one.info["cmdline"] or [])]
    assert running == []


def _wrote_into_the_results_alone(graded):
    folder = graded.folder
    assert not list(ROOT.rglob(TOKEN)) and not list(folder.rglob(TOKEN))
    assert not any((place / TOKEN).exists() for place in (ROOT.parent, *map(type(ROOT), ("/usr", "/tmp", "/"))))
    assert {path.name for path in folder.iterdir()} == {"handed in", "results"}
    parts = {"results.csv", "class.html", "records", "learners", "guides"}
    assert {path.name for path in (folder / "results").iterdir()} == parts


def _every_learner_has_a_page_that_says_what_the_notebook_says(graded):
    pages = {path.stem: path.read_text("utf-8") for path in (graded.folder / "results" / "learners").iterdir()}
    assert set(pages) == set(graded.everyone)
    assert "1 - rate" in pages["not_rescaled"]


def test_a_place_is_isolated_unless_told_otherwise():
    assert Place("somewhere").sandboxed
