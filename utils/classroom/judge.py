"""The checks of one notebook, run in this process about answers that live in a worker's."""

import contextlib
import re
import time
import warnings
from typing import NamedTuple

import numpy as np

from utils.checks import runner
from utils.checks.laws import USABLE
from utils.checks.plain import describe_error
from utils.checks.quiet import Notepad
from utils.checks.result import Law, Result, judge
from utils.classroom import answers, desk
from utils.classroom.answers import Missing
from utils.classroom.course import bare
from utils.classroom.desk import Gone
from utils.classroom.not_plain import NotOutside

OUTSIDE = "This answer cannot be judged outside of the notebook: your teacher looks at it."

TOO_MUCH = "Your answer ended its judge: what it returns takes more time or memory to look at than there is."


class Graded(NamedTuple):
    """One exercise of one submission. `status` is that of the result, or says what ended it."""

    exercise: str
    status: str
    result: Result
    seconds: float


def grade(place, lesson, sources, seed=0, skipped=(), tell=lambda exercise: None):
    """Return a list of Graded, one for each exercise of the lesson, about a notebook's code cells."""
    opened, found = Reopened(place, lesson, sources), []
    try:
        for exercise in lesson.exercises:
            tell((lesson.name, exercise.name))
            if (lesson.name, exercise.name) in skipped:
                found.append(Graded(exercise.name, "crashed", _ended(exercise, TOO_MUCH), 0.0))
            else:
                found.append(_timed(opened, exercise, seed))
    finally:
        opened.close()
    return found


class Reopened:
    """The desk of a submission: opened when it is first needed, and again after a worker has ended."""

    def __init__(self, place, lesson, sources):
        self.place, self.lesson, self.desk, self.errors, self.broken = place, lesson, None, [], None
        kept = [bare(source) for source in sources]
        self.untouched = {source for source in kept if source in lesson.stubs}
        whose = ["ours" if one in lesson.ours else "stub" if one in lesson.stubs else "theirs" for one in kept]
        self.task = {
            "cells": [[*cell] for cell in zip(range(len(sources)), sources, whose, strict=True)],
            "answers": sorted(lesson.answers.values()),
        }

    def open(self):
        """Return the Desk, its cells run; raises the Gone that said once that this cannot be."""
        if self.broken:
            raise self.broken
        if self.desk is None:
            try:
                self.desk, self.errors = desk.opened(self.place, self.task)
            except Gone as gone:
                self.broken = gone
                raise
        return self.desk

    def close(self):
        if self.desk is not None:
            self.desk.close()
            self.desk = None


def _timed(opened, exercise, seed):
    start = time.monotonic()
    status, result = _graded(opened, exercise, seed)
    return Graded(exercise.name, status, result, round(time.monotonic() - start, 2))


def _graded(opened, exercise, seed):
    name = opened.lesson.answers.get(exercise.name, exercise.name)
    try:
        worker = opened.open()
        worker.allow_one_exercise(exercise.keras)
        answer = answers.found(worker, name)
    except Gone as gone:
        opened.close()
        return gone.how, _ended(exercise, gone.sentence)
    if answer is Missing:
        return _missing(opened, exercise, name)
    if exercise.keras:
        import keras

        keras.utils.set_random_seed(seed)
    ending = []
    result = runner.grade(exercise, answer, seed=seed, run=lambda *given: _run(*given, worker, ending))
    if ending == ["not judged outside"]:
        if worker.busy:  # in the middle of a call
            opened.close()
        return ending[0], judge(exercise, [], started=False, invitation=OUTSIDE)
    if ending:
        opened.close()
        return ending[0], _ended(exercise, result.message) if ending[0] == "protocol" else result
    return result.status, result


def _run(exercise, answer, seed, seconds, worker, ending):
    """Run a check about an answer that is elsewhere; returns as the runs of `runner` do."""
    laws, facts, said, printed = [], {}, None, Notepad()
    with contextlib.ExitStack() as stack:
        stack.enter_context(np.errstate(all="ignore"))
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        stack.enter_context(contextlib.redirect_stdout(printed))
        try:
            facts["started"] = runner.state_laws(exercise, answer, laws.append, seed)
            worker.is_quiet()
        except Gone as gone:
            ending.append(gone.how)
            said = gone.sentence
        except NotOutside:
            ending.append("not judged outside")
        except Exception as error:
            ending.append("error")
            said = f"The check could not judge this answer ({describe_error(error)}): the fault may not be yours."
    return laws, facts | {"printed": printed.kept}, said


def _ended(exercise, sentence):
    return judge(exercise, [Law(USABLE, False, why=sentence)], size=1)


def _missing(opened, exercise, name):
    """Return what is said of an answer that is not there: not started, or why its cell did not get that far."""
    if any(_names(source, name) for source in opened.untouched):
        return "not started", judge(exercise, [], started=False)
    failed = next((told for told in opened.errors if name in told[3]), None)
    if failed is None:
        why = f"`{name}` is not defined in your notebook: bring its cell back, and put your answer into it."
    else:
        why = f"`{name}` is not defined: its cell stopped with {failed[1]}: {failed[2]}"
    return "not defined", judge(exercise, [], started=False, invitation=why)


def _names(source, name):
    return re.search(rf"\b{re.escape(name)}\b", source) is not None
