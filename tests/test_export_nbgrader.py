"""The exported course, graded by the real nbgrader: its marks are those of the checks, for all honest answers."""

from collections import defaultdict

import pytest

from tests import exported
from tests.answers import RIGHT, WRONG
from tests.long_proof import LONG
from tests.test_answers import EXERCISES
from utils.classroom.course import lessons

pytestmark = pytest.mark.slow
FIRST = lessons()[1]
IN_NUMPY = {one.name for one in FIRST.exercises if not one.keras}


@pytest.fixture
def course(tmp_path):
    exported.program("nbgrader")
    return exported.new_course(tmp_path / "course", sandboxed=False)


# Honest submissions


def known(lesson, most=None):
    """Return {exercise: Answers} of the honest known answers to a lesson, or of each exercise at most so many."""
    found = defaultdict(list)
    for answer in (*RIGHT, *WRONG):
        if "attacks" not in answer.given.__module__ and answer.exercise in lesson.answers:
            found[answer.exercise].append(answer)
    return {name: some if most is None else sample(some)[:most] for name, some in found.items()}


def sample(answers):
    """Return the first of the right answers, and one of each misconception."""
    found = {}
    for one in answers:
        found.setdefault(one.misconception, one)
    return [*found.values()]


def classes(lesson, answers):
    """Yield submissions, {exercise: Answer}, in which each of the answers stands once."""
    for place in range(max(map(len, answers.values()))):
        yield {name: some[place] for name, some in answers.items() if place < len(some)}


def hand_in_known(course, lesson, answers):
    """Hand in known answers; return {student: {exercise: points by the check}}."""
    notebook, expected = exported.released(course, lesson), {}
    for number, given in enumerate(classes(lesson, answers)):
        student = f"learner{number}"
        sources = {name: exported.source_of(one, lesson) for name, one in given.items()}
        exported.submit(course, lesson, student, exported.answered(notebook, sources))
        expected[student] = {
            one.name: EXERCISES[one.name].grade(given[one.name].given).earned if one.name in given else 0
            for one in lesson.exercises
        }
    return expected


def test_solutions_stubs_and_known_answers_in_numpy_have_the_points_that_the_check_gives(course):
    notebook = exported.generate(course, FIRST)
    some = {name: answers for name, answers in known(FIRST, None if LONG else 4).items() if name in IN_NUMPY}
    expected = hand_in_known(course, FIRST, some)
    solved = {name: source for name, source in exported.solutions(FIRST).items() if name in IN_NUMPY}
    exported.submit(course, FIRST, "solved", exported.answered(notebook, solved))
    exported.submit(course, FIRST, "untouched", notebook)
    expected["solved"] = {one.name: one.points if one.name in solved else 0 for one in FIRST.exercises}
    expected["untouched"] = dict.fromkeys((one.name for one in FIRST.exercises), 0)
    found = exported.grade(course, FIRST)
    assert found.keys() == expected.keys()
    for student, points in expected.items():
        assert found[student] == pytest.approx(points, abs=1e-3), student
    exported.run([exported.program("nbgrader"), "generate_feedback", FIRST.stem], course)
    page = (course / "feedback" / "solved" / FIRST.stem / f"{FIRST.stem}.html").read_text(encoding="utf-8")
    assert "Passed" in page and "Not started" in page


@pytest.mark.skipif(not LONG, reason="every known answer of a lesson takes hours: make proof")
@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda one: one.stem)
def test_nbgrader_and_the_check_agree_on_every_honest_known_answer(course, lesson):
    exported.generate(course, lesson)
    expected = hand_in_known(course, lesson, known(lesson))
    found = exported.grade(course, lesson)
    wrong = [
        (student, name, points, found[student][name])
        for student, row in expected.items()
        for name, points in row.items()
        if abs(points - found[student][name]) > 1e-3
    ]
    assert not wrong


@pytest.mark.skipif(not LONG, reason="needs Keras for every lesson: make proof")
@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda one: one.stem)
def test_the_solutions_of_a_lesson_have_all_points(course, lesson):
    notebook = exported.generate(course, lesson)
    exported.submit(course, lesson, "solved", exported.answered(notebook, exported.solutions(lesson)))
    assert exported.grade(course, lesson)["solved"] == {one.name: one.points for one in lesson.exercises}
