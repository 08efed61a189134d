"""Exported tests, graded by the real otter: its verdicts are those of the checks."""

import json

import pytest

from tests import exported
from tests.answers import WRONG
from tests.handed_in import RIGHT, code
from tests.test_answers import EXERCISES
from utils.classroom.course import lessons
from utils.classroom.exports import __main__ as exports

pytestmark = pytest.mark.slow
LESSON = lessons()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return an export from which otter has made the autograder of lesson 1."""
    program = exported.program("otter")
    folder = tmp_path_factory.mktemp("otter") / "export"
    assert exports.main(["otter", "--out", str(folder)]) == 0
    where = ["-t", f"{LESSON.stem}/tests", "-o", f"{LESSON.stem}/autograder.zip"]
    exported.run([program, "generate", *where, "-r", "requirements.txt", "utils", "data"], folder)
    return folder


def hand_in(path, answers):
    """Write a notebook of the lesson's setup and these answers: sources, or Answers of the register."""
    setup = next(source for source in map(str, LESSON.ours) if "sys.path.insert" in source)
    cells = [code(setup)] + [code(source) for source in answers.values()]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}))


def results(folder, notebook):
    """Let otter run a notebook; return {exercise: points}."""
    program = exported.program("otter")
    exported.run([program, "run", "-a", f"{LESSON.stem}/autograder.zip", "-o", ".", notebook.name], folder)
    found = json.loads((folder / "results.json").read_text())["tests"]
    return {one["name"].split(" ")[0].split(".")[0]: one.get("score", 0) for one in found}


def test_right_answers_have_all_of_their_points_and_the_others_none(folder):
    hand_in(folder / "right.ipynb", RIGHT)
    found = results(folder, folder / "right.ipynb")
    expected = {one.name: one.points if one.name in RIGHT else 0 for one in LESSON.exercises}
    assert {name: found[name] for name in expected} == expected


def test_wrong_answers_have_none_and_read_the_sentence_of_the_check(folder):
    wrong = next(one for one in WRONG if one.exercise == "drop_mask" and one.misconception)
    hand_in(folder / "wrong.ipynb", RIGHT | {"drop_mask": exported.source_of(wrong, LESSON)})
    found = results(folder, folder / "wrong.ipynb")
    assert (found["drop_mask"], found["inverted_dropout"]) == (0, EXERCISES["inverted_dropout"].points)
    said = (folder / "results.json").read_text()
    assert EXERCISES["drop_mask"].grade(wrong.given).message[:30] in said


def test_otter_check_gives_the_verdict_too(folder):
    hand_in(folder / "right.ipynb", RIGHT)
    said = exported.run(
        [exported.program("otter"), "check", "right.ipynb", "-q", "drop_mask", "-t", f"{LESSON.stem}/tests"], folder
    )
    assert "100%" in said or "All tests passed" in said
