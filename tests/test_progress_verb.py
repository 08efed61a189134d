"""`start.py progress` says how far a learner is, from the files alone, and names what comes next."""

import importlib
import json
import subprocess
import sys

import pytest

from setup_course import exercises, originals, progress
from setup_course.places import ROOT, lessons
from utils.checks import progress as store
from utils.checks.result import Result

NOTEBOOKS = lessons("notebooks")
PACKAGES = [f"lesson{path.name[:2]}" for path in NOTEBOOKS]
FIRST = exercises.exercises("lesson01")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    return tmp_path


def keep(exercise, status):
    result = Result(exercise.name, status, float(status == "passed"), "A sentence.", points=exercise.points)
    assert store.record("lesson01", result) is None


def said():
    command = [sys.executable, "-E", "-s", "-S", "start.py", "progress"]  # without any package
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_the_exercises_read_from_text_are_those_of_the_checks(package):
    made = importlib.import_module(f"utils.checks.{package}").EXERCISES
    assert exercises.exercises(package) == [(one.number, one.name, one.points) for one in made]


def test_who_has_done_nothing_is_sent_to_the_first_exercise():
    text = said()
    assert text.count("    0 of ") == len(PACKAGES)
    assert f"next: {FIRST[0].number} {FIRST[0].name} (not started)" in text
    first = exercises.exercises(PACKAGES[0])[0]
    assert f"Go on with {first.number} {first.name} in {NOTEBOOKS[0].name}: " in text


def test_what_has_passed_is_counted_and_the_first_that_has_not_is_named(folder):
    for exercise in FIRST[:2]:
        keep(exercise, "passed")
    keep(FIRST[2], "not yet")
    text, points = said(), sum(one.points for one in FIRST[:2])
    assert f"2 of {len(FIRST)} exercises passed, {points} of {sum(one.points for one in FIRST)} points" in text
    assert f"next: {FIRST[2].number} {FIRST[2].name} (not yet)" in text
    assert f"kept in {folder}." in text


def test_where_all_has_passed_nothing_is_left_to_do():
    kept = {name: {one.name: {"status": "passed"} for one in exercises.exercises(name)} for name in PACKAGES}
    lines = list(progress.told(NOTEBOOKS, kept))
    assert sum(line.endswith("; all done") for line in lines) == len(PACKAGES)
    assert "Every exercise of the course has passed." in lines


def test_a_notebook_that_cannot_be_read_goes_by_its_name(tmp_path):
    path = tmp_path / "01_mine.ipynb"
    path.write_text("{")
    assert progress.title(path) == "01_mine"
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": "# 1 · Mine\n"}]}))
    assert progress.title(path) == "1 Mine"


def test_a_check_that_this_python_cannot_read_costs_one_sentence(monkeypatch, capsys):
    def unreadable(lesson):
        raise SyntaxError("no", ("gap.py", 1, 1, ""))

    monkeypatch.setattr(progress, "exercises", unreadable)
    assert progress.progress([]) == 1
    assert capsys.readouterr().out == "gap.py cannot be read: get it anew, or use Python 3.11 or later.\n"


def test_every_notebook_of_the_course_has_exercises_to_count():
    assert {f"lesson{name[:2]}" for name in originals.originals(ROOT)} == set(PACKAGES)
    assert all(map(exercises.exercises, PACKAGES))
