"""What a learner has passed is kept: through kills, broken files, full disks and two notebooks at once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from utils.checks import progress
from utils.checks.exercise import Exercise
from utils.checks.result import Result

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))
    return tmp_path / "progress" / "lesson09"


def result(name, status="passed", score=None):
    return Result(name, status, score if score is not None else float(status == "passed"), "A sentence.", points=2)


def keep(name, status="passed", score=None):
    return progress.record("lesson09", result(name, status, score))


def statuses():
    return {name: record["status"] for name, record in progress.read("lesson09").items()}


def file_of(name):
    return next(Path(os.environ["COURSE_PROGRESS"], "lesson09").glob(f"{name}*.json"))


def doubled(answer, law):
    """Double the number."""
    law.holds("it is doubled", law.ask(answer, 3) == 6)


def test_an_answer_is_remembered_with_its_score():
    assert keep("one") is None
    assert keep("two", "not yet", 0.25) is None
    assert progress.read("lesson09") == {
        "one": {"status": "passed", "score": 1.0, "points": 2},
        "two": {"status": "not yet", "score": 0.25, "points": 2},
    }


def test_an_untouched_exercise_leaves_no_trace(folder):
    assert keep("one", "not started") is None
    assert statuses() == {} and not folder.exists()
    assert not progress.tried("lesson09", "one")


def test_passed_once_stays_passed():
    for status, score in (("passed", 1.0), ("not yet", 0.5), ("not yet", 0.99), ("not started", 0.0)):
        keep("one", status, score)
        assert statuses() == {"one": "passed"}


def test_the_best_score_is_kept():
    for score in (0.2, 0.7, 0.4):
        keep("one", "not yet", score)
    assert progress.read("lesson09")["one"]["score"] == 0.7
    assert progress.tried("lesson09", "one") and not progress.tried("lesson09", "two")


def test_the_folder_can_be_moved(tmp_path, monkeypatch):
    keep("one")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "elsewhere"))
    assert statuses() == {}
    monkeypatch.delenv("COURSE_PROGRESS")
    assert progress.folder().is_absolute() and "dropout-in-cnns" in str(progress.folder())


BROKEN = {
    "empty": b"",
    "half of it": b'{"status": "pas',
    "no JSON": b"passed",
    "no text": b"\xff\xfe\x00passed",
    "a list": b'["passed"]',
    "a number": b"1",
    "another program's": b'{"version": 3}',
    "an unknown status": b'{"status": "brilliant", "score": 1}',
    "a status that is a list": b'{"status": ["passed"], "score": 1}',
    "no score": b'{"status": "not yet"}',
    "a score in words": b'{"status": "not yet", "score": "high"}',
    "a score of nothing": b'{"status": "not yet", "score": null}',
    "a score that is no number": b'{"status": "not yet", "score": NaN}',
    "a score beyond all bounds": b'{"status": "not yet", "score": 1e999}',
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("status", ["passed", "not yet"])
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside_and_nothing_else_is_lost(content, status):
    keep("one")
    keep("two", status, 0.5)
    broken = file_of("two")
    broken.write_bytes(content)
    assert statuses() == {"one": "passed"}
    assert broken.with_suffix(".unreadable").read_bytes() == content
    assert keep("two") is None
    assert statuses() == {"one": "passed", "two": "passed"}


@pytest.mark.parametrize("full", [False, True], ids=["empty", "full"])
def test_a_folder_in_the_place_of_a_file_costs_that_exercise_alone(folder, full):
    keep("one")
    (folder / "two.json").mkdir()
    if full:
        (folder / "two.json" / "something").touch()
    assert statuses() == {"one": "passed"}
    assert keep("two", "not yet", 0.5) is None
    assert statuses() == {"one": "passed", "two": "not yet"}


def test_what_cannot_even_be_set_aside_gets_one_sentence(folder, monkeypatch):
    (folder / "two.json").mkdir(parents=True)
    (folder / "two.json" / "something").touch()

    def refuses(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuses)
    assert_one_sentence(keep("two", "not yet", 0.5), "Permission denied")


def assert_one_sentence(said, reason):
    assert said.startswith("Your progress could not be saved in ") and "\n" not in said
    assert f"({reason})" in said
    assert said.endswith(": the check itself is valid.")


FAULTS = {
    "a full disk": ("fsync", OSError(28, "No space left on device"), "No space left on device"),
    "a folder for reading only": ("replace", OSError(30, "Read-only file system"), "Read-only file system"),
    "an error without words": ("replace", OSError(), "OSError"),
}


@pytest.mark.parametrize(("call", "error", "reason"), FAULTS.values(), ids=FAULTS)
def test_where_nothing_can_be_written_one_sentence_says_so(monkeypatch, folder, call, error, reason, capsys):
    def refuses(*_):
        raise error

    keep("one", "not yet", 0.5)
    before = sorted(folder.iterdir())
    monkeypatch.setattr(os, call, refuses)
    assert_one_sentence(keep("two"), reason)
    assert_one_sentence(keep("one"), reason)
    assert sorted(folder.iterdir()) == before
    assert statuses() == {"one": "not yet"}

    exercise = Exercise(doubled, "9.1")
    exercise(lambda x: 2 * x)
    shown = capsys.readouterr().out
    assert shown.startswith("✔ Passed") and reason in shown


@pytest.mark.parametrize("place", ["a file", "below a file"])
def test_a_file_where_the_folder_should_be_is_no_trouble(tmp_path, monkeypatch, place):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "file" / ("" if place == "a file" else "below")))
    assert statuses() == {} and not progress.tried("lesson09", "one")
    assert keep("one").startswith("Your progress could not be saved in ")


def test_a_file_that_cannot_be_read_for_now_is_left_alone(monkeypatch):
    keep("one")

    def refuses(*_, **__):
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", refuses)
        assert statuses() == {}
        keep("one", "not yet", 0.5)
    assert statuses() == {"one": "passed"}


WRITER = """
import sys
sys.path.insert(0, ".")
from utils.checks import progress
from utils.checks.result import Result
print("ready", flush=True)
name, status = sys.argv[1:3]
for n in range(int(sys.argv[3])):
    said = progress.record("lesson09", Result(name, status, 1.0 if status == "passed" else n / 1e6, "", points=n))
    assert said is None, said
"""


def writer(name, status, times):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, status, str(times)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("attempt", range(8))
def test_a_kill_at_any_moment_leaves_a_file_that_can_be_read(folder, attempt):
    keep("one")
    keep("two", "not yet", 0.0)
    process = writer("two", "not yet", 100_000)
    assert process.stdout.readline() == "ready\n"
    time.sleep(random.Random(attempt).uniform(0, 0.1))
    process.kill()
    process.communicate()
    assert statuses() == {"one": "passed", "two": "not yet"}
    assert not list(folder.glob("*.unreadable"))
    assert keep("two") is None
    assert statuses() == {"one": "passed", "two": "passed"}


def test_two_notebooks_at_once_lose_no_pass():
    processes = [writer("one", "not yet", 300), writer("one", "passed", 300), writer("two", "not yet", 300)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    for process in processes:
        process.stdout.close()
    assert statuses() == {"one": "passed", "two": "not yet"}


def test_a_file_is_one_line_of_json_that_a_teacher_can_read():
    keep("one", "not yet", 0.5)
    assert json.loads(file_of("one").read_text()) == {"points": 2, "score": 0.5, "status": "not yet"}
