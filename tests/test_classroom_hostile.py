"""A class hands in what is right, broken and hostile: every submission has its rows, and no mark is forged."""

import csv
import socket
import threading

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
NAMES = list(everything(0, ROOT, TOKEN))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade all of them in one go; return (rows by student and exercise, folder of results, connections seen)."""
    folder, seen = tmp_path_factory.mktemp("class"), []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_listen, args=(server, seen), daemon=True).start()
        everyone = everything(server.getsockname()[1], folder / "handed in", TOKEN)
        for name, (made, *_) in everyone.items():
            hand_in(folder / "handed in", name, made)
        before = {path: path.read_bytes() for path in (folder / "handed in").rglob("*.ipynb")}
        words = [str(folder / "handed in"), "--out", str(folder / "results"), "--jobs", "2"]
        assert main(words, QUICKLY) == 0
        assert before == {path: path.read_bytes() for path in (folder / "handed in").rglob("*") if path.is_file()}
    with open(folder / "results" / "results.csv", encoding="utf-8", newline="") as file:
        rows = {(row["student"], row["exercise"]): row for row in csv.DictReader(file)}
    return rows, folder, seen, everyone


def _listen(server, seen):
    while True:
        try:
            seen.append(server.accept()[1])
        except OSError:
            return


@pytest.mark.parametrize("name", NAMES)
def test_each_submission_gets_what_it_deserves(graded, name):
    rows, _, _, everyone = graded
    _, statuses, least, most = everyone[name]
    got = {exercise: rows[name, exercise] for exercise in NUMPY}
    for exercise, row in got.items():
        expected = statuses.get(exercise, "passed")
        assert row["status"] in ((expected,) if isinstance(expected, str) else expected), row
    assert least <= sum(float(row["points"]) for row in got.values()) <= most
    assert all(row["note"] and 0 <= float(row["score"]) <= 1 for row in got.values())


def test_nothing_reached_the_network_or_outlived_its_grading(graded):
    assert graded[2] == []
    running = [one for one in psutil.process_iter(["cmdline"]) if TOKEN in (one.info["cmdline"] or [])]
    assert running == []


def test_nothing_was_written_outside_of_the_results(graded):
    _, folder, _, _ = graded
    assert not list(ROOT.rglob(TOKEN)) and not list(folder.rglob(TOKEN))
    assert not any((place / TOKEN).exists() for place in (ROOT.parent, *map(type(ROOT), ("/usr", "/tmp", "/"))))
    assert {path.name for path in folder.iterdir()} == {"handed in", "results"}
    assert {path.name for path in (folder / "results").iterdir()} == {
        "results.csv",
        "class.html",
        "records",
        "learners",
        "guides",
    }


def test_a_table_holds_no_formula(graded):
    assert not any(value.startswith(("=", "+", "@")) for row in graded[0].values() for value in row.values())


def test_every_learner_has_a_page_that_says_what_the_notebook_says(graded):
    _, folder, _, everyone = graded
    pages = {path.stem: path.read_text("utf-8") for path in (folder / "results" / "learners").iterdir()}
    assert set(pages) == set(everyone)
    assert "divide by 1 - rate" in pages["not_rescaled"] or "1 - rate" in pages["not_rescaled"]


def test_a_place_is_isolated_unless_told_otherwise():
    assert Place("somewhere").sandboxed
