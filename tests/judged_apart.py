"""Known answers, judged by the class judge: a notebook's cell fetches one from the register of answers.

Runs without a sandbox and beside the real checks, on which some known answers call; no submission may do either.
"""

import shutil

from tests.handed_in import ROOT
from utils.classroom import judge, sandbox
from utils.classroom.course import lessons
from utils.classroom.desk import Place

FETCH = """
import sys
sys.path.append({root!r})
import {module}
from tests.answers import RIGHT, WRONG
found = (one.given for one in [*WRONG, *RIGHT] if one.label == {label!r} and one.given.__module__ == {module!r})
{name} = next(found)
"""


def place_with_checks(folder):
    """Return a Place whose workers see the real checks."""
    stage = sandbox.lay_out(folder)
    shutil.rmtree(stage / "course" / "utils" / "checks")
    shutil.copytree(ROOT / "utils" / "checks", stage / "course" / "utils" / "checks")
    shutil.copytree(ROOT / "lessons", stage / "course" / "lessons")
    return Place(stage, sandboxed=False)


def judged(place, answer):
    """Return the Graded of an Answer of the register, as if it stood alone in a notebook."""
    module, name = answer.given.__module__, answer.exercise
    source = FETCH.format(root=str(ROOT), module=module, label=answer.label, name=name)
    lesson = next(one for one in lessons().values() if name in {each.name for each in one.exercises})
    alone = lesson._replace(exercises=tuple(one for one in lesson.exercises if one.name == name))
    return judge.grade(place, alone, [source])[0]
