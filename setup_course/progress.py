"""The verb `progress`: how far a learner is in each lesson, and what to look at next.

It reads what the checks have kept on this machine and the list of exercises in utils/checks; it needs no package.
"""

import argparse
import re

from setup_course.exercises import exercises
from setup_course.originals import NoNotebook, parsed
from setup_course.places import START, lessons
from setup_course.records import folder, records


def progress(arguments):
    """Say how far you are in each lesson, and what to look at next."""
    argparse.ArgumentParser(prog="start.py progress", description=progress.__doc__).parse_args(arguments)
    try:
        print("\n".join(told(lessons("notebooks"), records())))
    except SyntaxError as problem:
        print("{} cannot be read: get it anew, or use Python 3.11 or later.".format(problem.filename))
        return 1
    return 0


def told(notebooks, kept):
    """Yield lines about the lessons of `notebooks` (paths), given {lesson: {exercise: its record}}."""
    first = None
    for path in notebooks:
        lesson = "lesson" + path.name[:2]
        asked, known = exercises(lesson), kept.get(lesson, {})
        states = [(one, known.get(one.name, {}).get("status", "not started")) for one in asked]
        left = next(((one, state) for one, state in states if state != "passed"), None)
        if asked:
            yield title(path)
            yield "    {}; {}".format(counted(states), next_step(left))
            first = first or (left and (path, left[0]))
    yield ""
    yield last_words(first)
    yield "Your progress is kept in {}.".format(folder())


def counted(states):
    """Return how many of the exercises have passed, and how many of their points that makes, where they have any."""
    passed = [one for one, state in states if state == "passed"]
    points, possible = sum(one.points for one in passed), sum(one.points for one, _ in states)
    counted = "{} of {} exercises passed".format(len(passed), len(states))
    return counted + ", {:g} of {:g} points".format(points, possible) if possible else counted


def next_step(left):
    """Return what to do with `left`, the first exercise that has not passed and its state, or None."""
    return "next: {0.number} {0.name} ({1})".format(*left) if left else "all done"


def last_words(first):
    """Return what to do next in the whole course, given (notebook, exercise) or None."""
    if first is None:
        return "Every exercise of the course has passed."
    path, exercise = first
    return "Go on with {} {} in {}: {} opens JupyterLab.".format(exercise.number, exercise.name, path.name, START)


def title(path):
    """Return the title of a notebook, or its name where it cannot be read."""
    try:
        cells = parsed(path.read_bytes())["cells"]
    except (OSError, NoNotebook):
        return path.stem
    found = re.search(r"^# +(.+)$", cells[0]["source"] if cells else "", re.MULTILINE)
    return found.group(1).replace(" \u00b7 ", " ") if found else path.stem
