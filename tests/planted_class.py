"""A class for the tests of its page: records made of real results of right answers and known wrong ones."""

from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from types import SimpleNamespace

from tests.answers import RIGHT, WRONG
from utils.classroom import marking
from utils.classroom.judge import Graded
from utils.classroom.overview import exercises

for name in ("lesson01_masks", "lesson01_arrays", "lesson02_maps", "lesson02_neurons"):
    import_module(f"tests.wrong_answers.{name}")
for name in ("lesson01_arrays", "lesson02_kinds", "lesson02_neurons"):
    import_module(f"tests.right_answers.{name}")


@cache
def row(exercise, misconception=None):
    """Return the row of a right answer, of a wrong one with that misconception, or, for "", of none at all."""
    lesson, about = next((lesson, one) for (lesson, name), one in exercises().items() if name == exercise)
    if misconception == "":
        return graded(lesson, about.grade(...))
    register = RIGHT if misconception is None else WRONG
    answer = next(one for one in register if (one.exercise, one.misconception) == (exercise, misconception))
    return graded(lesson, about.grade(answer.given, seconds=60))


def graded(lesson, result):
    return marking._graded(SimpleNamespace(name=lesson), Graded(result.exercise, result.status, result, 0.1))


def odd_row(status, note, exercise=None, lesson="lesson01"):
    """Return the row of an answer, or of a whole submission, that could not be judged."""
    about = exercises()[lesson, exercise] if exercise else None
    return marking._row(lesson if exercise else "", exercise or "", status, note, about)


def record(student, *rows, sandboxed=True):
    return {
        "version": marking.VERSION,
        "student": student,
        "digest": "",
        "sandboxed": sandboxed,
        "seconds": 1.0,
        "exercises": [*rows],
    }


class Tags(HTMLParser):
    """The tags of a page, in order, as (tag, {attribute: value}), and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]
