"""Tests as otter takes them: one file for each exercise, which asks the check that learners have.

Otter gives a test all of its points or none, so it grants no part of them; the verdict is the same.
"""

from pathlib import Path

from utils.classroom.course import lessons
from utils.classroom.exports import folders

TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = {points}


@test_case(points={points})
def {name}(env):
    from utils.checks import {lesson}

    result = {lesson}.{name}.grade(env.get("{answer}", ...))
    assert result.ok, f"\\n{{result}}"
"""
README = Path(__file__).parent / "otter_tests" / "README.md"


def write(folder):
    """Fill a new folder with a folder of tests for each lesson; return the lines that say what was written."""
    for lesson in lessons().values():
        for exercise in lesson.exercises:
            folders.put(folder / lesson.stem / "tests" / f"{exercise.name}.py", test(lesson, exercise))
    folders.copy_course(folder)
    folders.put(folder / "README.md", README.read_text("utf-8"))
    return [
        f"{folder}: otter tests for {len(lessons())} lessons.",
        "README.md in that folder says how to make an autograder of them.",
    ]


def test(lesson, exercise):
    """Return the source of an otter test of one exercise."""
    return TEST.format(
        name=exercise.name,
        points=exercise.points,
        lesson=lesson.name,
        answer=lesson.answers[exercise.name],
    )
