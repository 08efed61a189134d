"""What one process does: train one arm, seed by seed, and leave each run in the folder once it is finished."""

import math
import platform
import re
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from utils.studies import lock
from utils.studies.kept import Folder
from utils.studies.marks import Marks
from utils.studies.results import Failure
from utils.training import Run, Training, fit

ONE_AT_A_TIME = threading.Lock()  # the seeds of Python, NumPy and Keras belong to a process, not to a thread


@dataclass(frozen=True)
class Part:
    """Runs of one arm, for one worker, on what is traced once; `data` is a Dataset or makes one of a seed."""

    arm: Hashable
    build: Callable
    data: Any
    seeds: tuple
    epochs: int
    batch_size: int
    folder: Folder
    history: bool = True
    measure: Callable | None = None
    machine: str = field(default_factory=platform.node)

    def dataset(self, seed):
        return self.data(seed) if callable(self.data) else self.data

    def marks(self):
        return Marks(self.build, self.epochs, self.batch_size, self.measure)

    def run(self, record):
        """Return the Run of a record; its model is trained again when it is asked for, to the same weights."""

        def rebuild():
            data, seed = self.dataset(record["seed"]), record["seed"]
            return fit(self.build, data, epochs=self.epochs, batch_size=self.batch_size, seed=seed).model()

        numbers = (record[name] for name in ("seed", "scores", "losses", "history"))
        return Run(*numbers, rebuild, record.get("score", "accuracy"))

    def measured(self, run, data):
        """Return the Run with what `measure` adds to its scores and losses."""
        if self.measure is None:
            return run
        found = {name: np.atleast_1d(numbers).tolist() for name, numbers in self.measure(run.model(), data).items()}
        scores = {name: numbers[0] for name, numbers in found.items()}
        losses = {name: numbers[1] for name, numbers in found.items() if len(numbers) > 1}
        return replace(run, scores=run.scores | scores, losses=run.losses | losses)

    def cut(self, pieces):
        """Return up to `pieces` parts that share the seeds evenly."""
        pieces = min(pieces, len(self.seeds))
        return [replace(self, seeds=self.seeds[first::pieces]) for first in range(pieces)]

    def abandoned(self):
        """Whether the study that asked for this was killed; only its own machine can tell."""
        return self.machine == platform.node() and lock.is_free(self.folder.lock)


class Diverged(Exception):
    """A run whose loss is no longer a number."""


def train(part):
    """Train the runs of a Part; return (arm, [(Run, its marks), ...], Failures). A failure costs itself alone."""
    training, marks, runs, failures = None, part.marks(), [], []
    with ONE_AT_A_TIME:
        for seed in part.seeds:
            if part.abandoned():
                break
            training = training or Training(part.seeds, part.epochs, part.batch_size, history=part.history)
            try:
                runs.append(_one(part, training, marks, seed))
            except Exception as problem:
                failures.append(Failure(part.arm, seed, reason(problem)))
                training = None  # what was traced may have been left half way
    return part.arm, runs, failures


def _one(part, training, marks, seed):
    """Return the Run of a seed and its marks: trained, or what another process has kept in the meantime."""
    data = part.dataset(seed)
    found = marks.of(data) if part.folder.lasting else {}
    record = part.folder.read(part.arm, seed)
    if record is not None and record["marks"] == found:
        return part.run(record), found
    run = part.measured(training.train(part.build, data, seed), data)
    refuse_diverged(run)
    part.folder.write(part.arm, found, run)
    return run, found


def refuse_diverged(run):
    """Raise Diverged where a loss of the trained net is infinite or no number."""
    if not all(map(math.isfinite, run.losses.values())):
        values = run.history.get("train_loss", [])
        epochs = [epoch for epoch, value in enumerate(values, 1) if not math.isfinite(value)]
        when = f"from epoch {epochs[0]} on" if epochs else "after the last epoch"
        raise Diverged(f"the loss is not a number {when}")


def reason(problem):
    """Return what an exception says, on one line."""
    said = re.sub(r"\x1b\[[0-9;]*m", "", str(problem))
    text = " ".join(said.split())
    text = text if len(text) <= 200 else f"{text[:200]} ..."
    if isinstance(problem, Diverged):
        return text
    return f"{type(problem).__name__}: {text}" if text else type(problem).__name__
