"""Time `start.py grade` against nbgrader's autograde: python benchmarks/grading.py [2 4]

Without a number both grade the same 24 honest submissions of lesson 1, answers in NumPy alone, and the marks are
compared. With numbers of lessons both grade the worked lesson, Keras and all, and the slowest exercises are named.
COURSE_NBGRADER names nbgrader's program, where it is not on the PATH. Run it on an idle machine.
"""

import csv
import os
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import exported
from utils.classroom.course import ROOT, lessons
from utils.classroom.exports import __main__ as exports

MASK, DROPPED, GRADIENT = (
    "def drop_mask(shape, rate, rng):\n    return {}",
    "def inverted_dropout(x, rate, rng, training=True):\n    if not training:\n        return x\n    return {}",
    "def dropout_gradient(upstream, mask, rate):\n    return {}",
)
ANSWERS = {  # right ones, and wrong ones as learners write them
    "drop_mask": [
        MASK.format("(rng.random(shape) >= rate) * 1.0"),
        MASK.format("rng.binomial(1, 1 - rate, size=shape)"),
        MASK.format("(rng.random(shape) < rate) * 1.0"),
        MASK.format("(np.random.random(shape) >= rate) * 1.0"),
    ],
    "inverted_dropout": [
        DROPPED.format("x * (rng.random(x.shape) >= rate) / (1 - rate)"),
        DROPPED.format("np.where(rng.random(x.shape) < rate, 0, x / (1 - rate))"),
        DROPPED.format("x * (rng.random(x.shape) >= rate)"),
    ],
    "dropout_gradient": [GRADIENT.format("upstream * mask / (1 - rate)"), GRADIENT.format("upstream * mask")],
}


def course(folder, lesson):
    """Export a course and let nbgrader make the assignment of a lesson; return what learners get."""
    exports.main(["nbgrader", "--out", str(folder)])
    exported.run([exported.program("nbgrader"), "generate_assignment", lesson.stem], folder)
    return exported.released(folder, lesson)


def timed(command, folder, **variables):
    began = time.perf_counter()
    exported.run(command, folder, seconds=20_000, **variables)
    return time.perf_counter() - began


def ours(folder, jobs):
    """Grade what was handed in; return (seconds, rows of results.csv)."""
    words = [sys.executable, "-P", "-m", "utils.classroom", folder / "submitted", "--out", folder / "results"]
    seconds = timed([*words, "--jobs", jobs], folder, PYTHONPATH=str(ROOT))
    with open(folder / "results" / "results.csv", encoding="utf-8", newline="") as file:
        return seconds, list(csv.DictReader(file))


def theirs(folder, lesson):
    """Let nbgrader grade what was handed in; return (seconds, {student: {exercise: points}})."""
    seconds = timed([exported.program("nbgrader"), "autograde", lesson.stem], folder)
    return seconds, exported.scores(folder)


def differing(rows, scores):
    """Return the exercises on which the two disagree; an answer that ours leaves to the teacher is none."""
    judged = [row for row in rows if row["status"] != "not judged outside"]
    return [
        f"{row['student']}: {row['exercise']}"
        for row in judged
        if abs(float(row["points"]) - scores[row["student"]][row["exercise"]]) > 1e-3
    ]


def in_numpy(folder):
    """Grade 24 submissions by both, and print how many a minute."""
    lesson = lessons()[1]
    notebook = course(folder, lesson)
    for number, sources in enumerate(product(*ANSWERS.values())):
        made = exported.answered(notebook, dict(zip(ANSWERS, sources, strict=True)))
        exported.submit(folder, lesson, f"learner{number:02d}", made)
    many, jobs = number + 1, os.cpu_count() or 1
    print(f"{many} submissions of lesson 1, answers in NumPy, {jobs} cores, seconds and submissions a minute")
    (slow, scores), (fast, rows) = theirs(folder, lesson), ours(folder, jobs)
    alone, _ = ours(folder, 1)
    for name, seconds in (
        ("nbgrader autograde", slow),
        ("start.py grade", fast),
        ("start.py grade --jobs 1", alone),
    ):
        print(f"{name:24} {seconds:6.1f} s  {60 * many / seconds:6.1f} a minute")
    print(f"ratio {slow / fast:.1f}; differing marks: {', '.join(differing(rows, scores)) or 'none'}")


def worked(folder, number):
    """Grade the worked lesson by both, and print the seconds of each and of the slowest exercises."""
    lesson = lessons()[number]
    notebook = course(folder, lesson)
    exported.submit(folder, lesson, "solved", exported.answered(notebook, exported.solutions(lesson)))
    (slow, scores), (fast, rows) = theirs(folder, lesson), ours(folder, 1)
    slowest = sorted(rows, key=lambda row: -float(row["seconds"]))[:3]
    print(f"lesson {number}: nbgrader autograde {slow:.0f} s, start.py grade {fast:.0f} s a submission; slowest:")
    for row in slowest:
        print(f"    {row['exercise']:20} {float(row['seconds']):5.1f} s  {row['status']}")
    print(f"    differing marks: {', '.join(differing(rows, scores)) or 'none'}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="grading-") as room:
        for number in map(int, sys.argv[1:]):
            worked(Path(room) / str(number), number)
        if not sys.argv[1:]:
            in_numpy(Path(room) / "numpy")
