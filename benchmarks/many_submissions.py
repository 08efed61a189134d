"""Grade a class of 500, killed in the middle and resumed: python benchmarks/many_submissions.py [500]

Prints submissions a minute, the memory of the grader and its judges from first to last tenth, how many marks differ
from those of the same answers graded one by one in this process, and the size of class.html.
"""

import contextlib
import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import psutil  # noqa: E402

from benchmarks.grading import ANSWERS  # noqa: E402
from tests.handed_in import hand_in, notebook  # noqa: E402
from utils.checks import lesson01  # noqa: E402


def class_of(many):
    """Return {learner: {exercise: source}}: every combination of the answers, again and again."""
    some = islice(cycle(product(*ANSWERS.values())), many)
    return {f"learner{number:03d}": dict(zip(ANSWERS, sources, strict=True)) for number, sources in enumerate(some)}


def watched(command, results, until):
    """Run a command until so many records lie in `results`, or to its end; return gigabytes by the second."""
    process, used = psutil.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL), []
    while process.poll() is None and len(list(results.glob("records/*.json"))) < until:
        with contextlib.suppress(psutil.Error):  # one of them has just ended
            used.append(sum(memory(one) for one in [process, *process.children()]))
        time.sleep(1)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return used


def memory(process):
    return process.memory_full_info().uss / 1e9


def marks(results):
    """Return {(learner, exercise): score} of the exercises that were answered."""
    with open(results / "results.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["exercise"] in ANSWERS]
    return {(row["student"], row["exercise"]): float(row["score"]) for row in rows}


def marks_one_by_one(learners):
    """Return the same, of the answers graded in this process."""
    scores = {}
    for exercise, sources in ANSWERS.items():
        for source in sources:
            names = {"np": np}
            exec(source, names)
            scores[exercise, source] = getattr(lesson01, exercise).grade(names[exercise]).score
    return {
        (who, exercise): scores[exercise, source]
        for who, all in learners.items()
        for exercise, source in all.items()
    }


def main(many):
    learners = class_of(many)
    with tempfile.TemporaryDirectory(prefix="class-") as room:
        folder, results = Path(room) / "in", Path(room) / "out"
        for learner, sources in learners.items():
            hand_in(folder, learner, notebook(sources))
        command = [sys.executable, "-P", "-m", "utils.classroom", str(folder), "--out", str(results), "--resume"]
        os.environ["PYTHONPATH"] = str(ROOT)
        start = time.perf_counter()
        used = watched(command, results, many // 2)
        kept = len(list(results.glob("records/*.json")))
        used += watched(command, results, many + 1)
        seconds = time.perf_counter() - start
        found, expected = marks(results), marks_one_by_one(learners)
        tenth = len(used) // 10 or 1
        print(f"{many} submissions, killed after {kept} and resumed: {60 * many / seconds:.0f} a minute")
        first, last = np.mean(used[:tenth]), np.mean(used[-tenth:])
        print(f"memory: {first:.2f} GB in the first tenth, {last:.2f} GB in the last")
        differ = [name for name in expected if abs(found.get(name, -1) - expected[name]) > 1e-4]
        print(f"marks that differ from those given one by one: {len(differ)} of {len(expected)} {differ[:3]}")
        print(f"class.html: {(results / 'class.html').stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500)
