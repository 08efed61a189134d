"""What the records of a class say together: plain data, in the order in which a teacher wants it."""

from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from utils.checks.misconceptions import SENTENCES
from utils.classroom.course import lessons

PLAIN = ("passed", "not yet", "not started")
TO_LOOK_AT = (  # the most urgent first
    "protocol",
    "processes",
    "crashed",
    "memory",
    "timeout",
    "error",
    "unreadable",
    "foreign",
    "not judged outside",
)
SENTENCES_EACH = 3  # of what wrong answers to one exercise were told


class Tally(NamedTuple):
    """How the answers to one exercise stand; `unjudged` are those that only a teacher can judge."""

    exercise: object
    passed: int = 0
    not_yet: int = 0
    not_started: int = 0
    unjudged: int = 0
    others: int = 0

    @property
    def tried(self):
        return sum(self[1:]) - self.not_started

    @property
    def rate(self):
        """The share of those who handed in the lesson that has passed, or None where none could be judged."""
        judged = sum(self[1:]) - self.unjudged
        return self.passed / judged if judged else None


class Belief(NamedTuple):
    """A misconception, who holds it, and {exercise: how many of them hold it there}."""

    name: str
    sentence: str
    learners: tuple
    exercises: dict


class Told(NamedTuple):
    """A sentence that wrong answers without a known misconception were told."""

    exercise: object
    sentence: str
    learners: tuple


class Odd(NamedTuple):
    """Answers, or whole submissions, that a teacher should look at; `exercises` is empty for the latter."""

    status: str
    reason: str
    exercises: tuple
    learners: tuple


class Standing(NamedTuple):
    """Where a learner stands: {lesson: points}, and the statuses that are out of the ordinary."""

    student: str
    points: dict
    odd: tuple

    @property
    def total(self):
        return sum(self.points.values())


class Overview(NamedTuple):
    """`lessons` is {name: points that can be had}; `unsafe` counts the records that were made without a sandbox."""

    lessons: dict
    standings: tuple
    beliefs: tuple
    told: tuple
    tallies: tuple
    odd: tuple
    unsafe: int

    @property
    def many(self):
        return len(self.standings)


def overview(records):
    """Return the Overview of a class, whatever the order of its records."""
    records = sorted(records, key=lambda one: one["student"])
    rows = [(one["student"], row) for one in records for row in one["exercises"]]
    tallies = _tallies(rows)
    return Overview(
        {name: _possible(name) for name in sorted({one.exercise.lesson for one in tallies})},
        tuple(map(_standing, records)),
        _beliefs(rows),
        _told(rows),
        tallies,
        _odd(rows),
        sum(not one["sandboxed"] for one in records),
    )


def _possible(lesson):
    return sum(one.points for one in exercises().values() if one.lesson == lesson)


@cache
def exercises():
    """Return {(lesson, name): Exercise} of the course, without the start page, which counts for nothing."""
    whole = (one for _, lesson in sorted(lessons().items()) for one in lesson.exercises)
    return {(one.lesson, one.name): one for one in whole if one.points}


def _exercise(row):
    return exercises().get((row["lesson"], row["exercise"]))


@cache
def _places():
    return {one: place for place, one in enumerate(exercises().values())}


def _in_order(one):
    return _places()[one]


def _standing(record):
    points = Counter()
    for row in record["exercises"]:
        if row["lesson"]:
            points[row["lesson"]] += row["points"]
    odd = {row["status"] for row in record["exercises"]} - {*PLAIN}
    return Standing(record["student"], dict(points), tuple(sorted(odd)))


def _beliefs(rows):
    """Return the Beliefs of a class, those of the most learners first, then in the order of the course."""
    held = defaultdict(list)
    for student, row in rows:
        if row["misconception"] and _exercise(row):
            held[row["misconception"]].append((student, _exercise(row)))
    found = []
    for name, holders in held.items():
        counts = Counter(one for _, one in holders)
        places = dict(sorted(counts.items(), key=lambda item: (-item[1], _in_order(item[0]))))
        learners = tuple(dict.fromkeys(student for student, _ in holders))
        found.append(Belief(name, SENTENCES.get(name, ""), learners, places))
    return tuple(sorted(found, key=lambda one: (-len(one.learners), min(map(_in_order, one.exercises)), one.name)))


def _told(rows):
    """Return for each exercise what most of its other wrong answers were told, the most frequent first."""
    said = defaultdict(list)
    for student, row in rows:
        if row["status"] == "not yet" and not row["misconception"] and _exercise(row):
            said[_exercise(row), row["note"]].append(student)
    found = sorted(
        (Told(one, sentence, tuple(learners)) for (one, sentence), learners in said.items()),
        key=lambda told: (-len(told.learners), _in_order(told.exercise), told.sentence),
    )
    met, kept = Counter(), []
    for one in found:
        met[one.exercise] += 1
        if met[one.exercise] <= SENTENCES_EACH:
            kept.append(one)
    return tuple(kept)


def _tallies(rows):
    """Return a Tally for each exercise that was handed in, the lowest rate first, those without a rate last."""
    met = defaultdict(Counter)
    for _, row in rows:
        if _exercise(row):
            met[_exercise(row)][row["status"]] += 1
    found = []
    for one, counts in met.items():
        plain = [counts.pop(status, 0) for status in (*PLAIN, "not judged outside")]
        found.append(Tally(one, *plain, others=sum(counts.values())))
    return tuple(sorted(found, key=lambda one: (one.rate is None, one.rate, _in_order(one.exercise))))


def _odd(rows):
    """Return what a teacher should look at, together where status and reason are the same."""
    met = defaultdict(lambda: ({}, {}))
    for student, row in rows:
        if row["status"] in TO_LOOK_AT:
            where, who = met[row["status"], row["note"], row["lesson"]]
            who[student] = None
            if _exercise(row):
                where[_exercise(row)] = None
    found = [Odd(status, reason, tuple(where), tuple(who)) for (status, reason, _), (where, who) in met.items()]
    return tuple(sorted(found, key=lambda one: (TO_LOOK_AT.index(one.status), one.learners, one.reason)))
