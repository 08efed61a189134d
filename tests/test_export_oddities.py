"""What learners, their machines and the hostile do to a notebook that the real nbgrader grades, and the sandbox."""

import socket

import pytest

from tests import exported
from tests.handed_in import NUMPY, RIGHT, code
from utils.classroom import sandbox
from utils.classroom.course import lessons

pytestmark = pytest.mark.slow
LESSON = lessons()[1]
FULL = {one.name: one.points for one in LESSON.exercises if one.name in NUMPY}


def in_body(name, line):
    """Return right answers, of which that one first does this line."""
    head, _, rest = RIGHT[name].strip().partition("\n")
    return RIGHT | {name: f"{head}\n    {line}\n{rest}"}


def answered(notebook, *, beside="", without=(), **sources):
    """Return a notebook of right answers, with a cell `beside` them on top, `without` some grade_ids."""
    made = exported.answered(notebook, RIGHT | sources)
    made["cells"] = [cell for cell in made["cells"] if exported.graded_name(cell) not in without]
    made["cells"][3:3] = [code(beside) | {"id": "beside"}] * bool(beside)
    return made


def changed(notebook, name, change):
    """Return a notebook of right answers in which the cell of that grade_id was changed."""
    made = answered(notebook)
    for cell in made["cells"]:
        if exported.graded_name(cell) == name:
            change(cell)
    return made


SHOUT = "import os, warnings; os.write(2, b'a line of a library'); warnings.warn('careful')"
LINGER = """
import os, threading, time
def shout():
    while True:
        os.write(2, b'still here ')
        time.sleep(0.01)
threading.Thread(target=shout, daemon=True).start()"""
FORGED = """
from utils.checks.exercise import Exercise
drop_mask, real = None, Exercise.__call__
Exercise.__call__ = lambda self, *given: {} if self.name == "drop_mask" else real(self, *given)"""

COSTS_NOTHING = {
    "warns": lambda given: exported.answered(given, in_body("inverted_dropout", SHOUT)),
    "warns_on_top": lambda given: answered(given, beside=SHOUT),
    "warns_for_ever": lambda given: answered(given, beside=LINGER),
    "shows_few_digits": lambda given: answered(given, beside="%precision 3"),
    "uses_names_of_the_course": lambda given: answered(given, beside="late = lambda: digit"),
    "asks_for_more": lambda given: changed(
        given, "drop_mask-check", lambda cell: cell["metadata"]["nbgrader"].update(points=1000)
    ),
    "rewrites_a_check": lambda given: changed(given, "drop_mask-check", lambda cell: cell.update(source="1000")),
    "deletes_a_check": lambda given: answered(given, without=["drop_mask-check"]),
}
COSTS_ONE = {
    "deletes_an_answer": lambda given: answered(given, without=["drop_mask"]),
    "deletes_both": lambda given: answered(given, without=["drop_mask", "drop_mask-check"]),
    "writes_no_python": lambda given: answered(given, drop_mask="def drop_mask("),
    "ends_with_nan": lambda given: answered(given, drop_mask=FORGED.format("float('nan')")),
    "ends_below_zero": lambda given: answered(given, drop_mask=FORGED.format("-1.0")),
    "ends_above_all": lambda given: answered(given, drop_mask=FORGED.format("1e9")),
    "ends_with_nothing": lambda given: answered(given, drop_mask=FORGED.format("None")),
}


def runs_nothing(notebook):
    """Return an empty notebook that asks nbclient to run none of its cells."""
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
    return notebook


def in_numpy(points):
    return {name: points[name] for name in NUMPY}


def test_what_happens_to_notebooks_costs_no_honest_point_and_earns_none(tmp_path):
    exported.program("nbgrader")
    course = exported.new_course(tmp_path / "course", sandboxed=False)
    notebook = exported.generate(course, LESSON)
    for student, made in (COSTS_NOTHING | COSTS_ONE).items():
        exported.submit(course, LESSON, student, made(notebook))
    exported.submit(course, LESSON, "runs_nothing", runs_nothing(notebook))
    found = exported.grade(course, LESSON)
    assert {name: in_numpy(found[name]) for name in COSTS_NOTHING} == dict.fromkeys(COSTS_NOTHING, FULL)
    assert {name: in_numpy(found[name]) for name in COSTS_ONE} == dict.fromkeys(COSTS_ONE, FULL | {"drop_mask": 0})
    assert set(found["runs_nothing"].values()) == {0}


LOOKS_AROUND = f"""
import os, socket
files = {{name for folder, inner, names in os.walk("/") for name in names}}
assert not files & {{"autograding.py", "course_cells.py", "{LESSON.stem}.ipynb"}}
for path in ("/course/utils/x", "/usr/x", "/x"):
    try:
        open(path, "w").close()
    except OSError:
        continue
    raise SystemExit(path)
try:
    socket.create_connection(("127.0.0.1", PORT), 5)
except OSError:
    walls = True
"""


@pytest.mark.skipif(sandbox.problem() is not None, reason=f"no sandbox here: {sandbox.problem()}")
def test_in_the_sandbox_right_answers_have_their_points_and_nothing_else_is_within_reach(tmp_path):
    exported.program("nbgrader")
    course = exported.new_course(tmp_path / "course", sandboxed=True)
    settings = course / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "\nc.Execute.timeout = 25\n")
    notebook = exported.generate(course, LESSON)
    walled = in_body("drop_mask", "assert walls")["drop_mask"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        around = {"drop_mask": LOOKS_AROUND.replace("PORT", port) + walled}
        exported.submit(course, LESSON, "honest", answered(notebook))
        exported.submit(course, LESSON, "looks_around", answered(notebook, **around))
        exported.submit(course, LESSON, "loops", answered(notebook, drop_mask="while True:\n    pass"))
        found = exported.grade(course, LESSON)
    assert in_numpy(found["honest"]) == in_numpy(found["looks_around"]) == FULL
    assert in_numpy(found["loops"]) == FULL | {"drop_mask": 0}
