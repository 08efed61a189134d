"""The verb `grade`: it says what it needs, takes up what it has, and grades twice alike."""

import csv
import itertools
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from tests.handed_in import LESSON, RIGHT, ROOT, code, hand_in, notebook
from utils.classroom import sandbox, submissions
from utils.classroom.__main__ import main
from utils.classroom.course import lessons
from utils.classroom.records import file_name

needs_a_sandbox = pytest.mark.skipif(sandbox.problem() is not None, reason=f"no sandbox here: {sandbox.problem()}")


def marks(folder):
    """Return the table without its seconds."""
    with open(folder / "results.csv", encoding="utf-8", newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def test_without_a_sandbox_it_refuses_and_says_why(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sandbox, "problem", lambda: "No sandbox here.")
    assert main([str(tmp_path), "--out", str(tmp_path / "results")]) == 2
    said = capsys.readouterr().out
    assert "No sandbox here." in said and "--no-sandbox" in said and not (tmp_path / "results").exists()


@pytest.mark.slow
def test_without_a_sandbox_every_report_says_so(tmp_path, capsys):
    hand_in(tmp_path / "in", "ada", notebook(RIGHT))
    assert main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-sandbox"]) == 0
    assert "NOT ISOLATED" in capsys.readouterr().out
    rows = marks(tmp_path / "out")
    assert all(row["note"].startswith("NOT ISOLATED") for row in rows)
    assert "NOT ISOLATED" in (tmp_path / "out" / "learners" / "ada.html").read_text()
    assert "NOT ISOLATED: 1 of 1 submissions" in (tmp_path / "out" / "class.html").read_text()
    assert sum(float(row["points"]) for row in rows) == 7


@needs_a_sandbox
@pytest.mark.parametrize("prefix, hidden", [("/tmp/course/.venv", False), ("/home/ada/course/.venv", True)])
def test_a_course_that_lies_in_tmp_is_not_hidden_there(monkeypatch, prefix, hidden):
    monkeypatch.setattr(sandbox.sys, "prefix", prefix)
    assert (("desk", "/tmp") in itertools.pairwise(sandbox.command(sandbox.Path("stage"))[0])) == hidden


@needs_a_sandbox
@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_and_gives_the_identical_table(tmp_path):
    for place in range(6):
        hand_in(tmp_path / "in", f"learner{place}", notebook(RIGHT if place % 2 else {}))
    whole, halved = tmp_path / "whole", tmp_path / "halved"
    assert main([str(tmp_path / "in"), "--out", str(whole), "--jobs", "2"]) == 0
    words = [str(tmp_path / "in"), "--out", str(halved), "--jobs", "2", "--resume"]
    started = subprocess.Popen(
        [sys.executable, "-m", "utils.classroom", *words], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    while len(list(halved.glob("records/*.json"))) < 2:
        assert started.poll() is None
        time.sleep(0.02)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    before = {path: path.stat().st_mtime_ns for path in halved.glob("records/*.json")}
    assert main(words) == 0
    assert marks(halved) == marks(whole)
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())
    assert (halved / "class.html").read_bytes() == (whole / "class.html").read_bytes()
    assert {path.name for path in halved.iterdir()} == {
        "results.csv",
        "class.html",
        "records",
        "learners",
        "guides",
    }


@needs_a_sandbox
@pytest.mark.slow
def test_what_has_changed_since_is_graded_again(tmp_path):
    words = [str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--resume"]
    hand_in(tmp_path / "in", "ada", notebook({}))
    assert main(words) == 0
    (tmp_path / "in" / "ada" / LESSON.name).unlink()
    (tmp_path / "in" / "ada").rmdir()
    hand_in(tmp_path / "in", "ada", notebook(RIGHT))
    assert main(words) == 0
    assert sum(float(row["points"]) for row in marks(tmp_path / "out")) == 7


# What is handed in


def handed(folder):
    return {one.student: one for one in submissions.submissions(folder)}


def test_folders_and_files_are_submissions_and_no_two_share_a_name(tmp_path):
    hand_in(tmp_path, "ada", notebook({}))
    (tmp_path / "ada.ipynb").write_text("{}")
    with zipfile.ZipFile(tmp_path / "bob.zip", "w") as archive:
        archive.writestr(LESSON.name, LESSON.read_bytes())
        archive.writestr("manifest.json", '{"name": "ada"}')
    (tmp_path / "notes.txt").write_text("not handed in")
    found = handed(tmp_path)
    assert set(found) == {"ada", "ada.ipynb", "bob"}
    (one,) = submissions.notebooks(submissions.contents(found["bob"].path))
    assert one.lesson is lessons()[1] and one.sources


def test_a_link_is_not_followed(tmp_path):
    hand_in(tmp_path, "ada", notebook(RIGHT))
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / LESSON.name).symlink_to(tmp_path / "ada" / LESSON.name)
    (tmp_path / "mallory").symlink_to(tmp_path / "ada")
    for name in ("eve", "mallory"):
        (one, *_) = submissions.notebooks(submissions.contents(handed(tmp_path)[name].path))
        assert one.problem and not one.sources


@pytest.mark.parametrize("made", [b"no zip", b"PK\x03\x04" + bytes(100), b""])
def test_a_broken_archive_is_told_as_such(tmp_path, made):
    (tmp_path / "ada.zip").write_bytes(made)
    with pytest.raises(submissions.Unreadable, match="cannot be read"):
        submissions.contents(tmp_path / "ada.zip")


def test_an_empty_folder_holds_no_notebook(tmp_path):
    with pytest.raises(submissions.Unreadable, match="holds no notebook"):
        submissions.contents(tmp_path)


@pytest.mark.parametrize("cells", [[], [code("print('hello')")], [{"cell_type": "raw"}]])
def test_a_foreign_notebook_is_none_of_ours(tmp_path, cells):
    hand_in(tmp_path, "ada", {"cells": cells})
    (tmp_path / "ada" / LESSON.name).rename(tmp_path / "ada" / "holiday.ipynb")
    (one,) = submissions.notebooks(submissions.contents(tmp_path / "ada"))
    assert one.lesson is None


def test_a_renamed_notebook_is_known_by_what_it_holds(tmp_path):
    hand_in(tmp_path, "ada", notebook(RIGHT))
    (tmp_path / "ada" / LESSON.name).rename(tmp_path / "ada" / "final_version.ipynb")
    (one,) = submissions.notebooks(submissions.contents(tmp_path / "ada"))
    assert one.lesson is lessons()[1]


@pytest.mark.parametrize("student", ["../../etc", "a b", "ä", "x" * 300, "..", "CON/"])
def test_the_files_of_a_student_have_plain_names(student):
    name = file_name(student)
    assert "/" not in name and not name.startswith(".") and len(name) < 80
    assert name != file_name(student + " ")


def test_each_exercise_has_a_name_for_its_answer():
    for lesson in lessons().values():
        assert set(lesson.answers) >= {one.name for one in lesson.exercises}
