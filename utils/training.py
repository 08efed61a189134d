"""Train a Keras net, for labels or masks: `fit` once, `over_seeds` once a seed. A seed gives one Run either way."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Run:
    """One training run. Score and cross-entropy are measured in inference mode: dropout off, every image.

    scores and losses: by split, "train", "validation" and "test", with the final weights. `score` says what the
    scores are: "accuracy", or for masks "Dice", the mean over the images at probability .5.
    history: lists with one value an epoch, "train", "train_loss", "validation", "validation_loss", and "logged",
    what `model.fit` prints: the score averaged over the training steps, with dropout on.
    """

    seed: int
    scores: dict
    losses: dict
    history: dict = field(repr=False)
    rebuild: Callable = field(repr=False, compare=False)
    score: str = "accuracy"

    def model(self):
        """Return the trained Keras model, built anew."""
        return self.rebuild()


@dataclass(frozen=True)
class Progress:
    """What `watch` is told after every epoch; `done` of `seeds` are finished, `seed` is at `epoch` of `epochs`."""

    seed: int
    seeds: int
    done: int
    epoch: int
    epochs: int
    history: dict
    seconds_left: float


def fit(build, data, *, epochs, batch_size=32, seed=0, watch=None):
    """Train the net that `build()` returns on the Dataset or MaskedDataset `data` with Adam, and return the Run.

    `build` takes nothing and returns an uncompiled Keras model that gives logits: images x classes, or one for each
    pixel. The seed sets the weights, the masks of dropout, the order of the images and where their tiles lie, and
    the global seeds of Python, NumPy and Keras.
    Arms that differ in dropout alone start from the same weights; weights that `build` loads are kept.
    `watch(progress)` is called after every epoch. Ctrl-C returns the epochs done, if there are any.

    >>> half = lambda: mlp((8, 8, 1), hidden=(64,), rates=(0.5,), classes=10)
    >>> run = fit(half, load("digits", train=100), epochs=3)
    >>> sorted(run.scores)
    ['test', 'train', 'validation']
    """
    training = Training([seed], epochs, batch_size, watch)
    return training.train(build, data, training.seeds[0], keep_part=True)


def over_seeds(build, data, *, seeds, epochs, batch_size=32, watch=None):
    """Train once for each of `seeds`, and return the Runs that `fit` would give one by one, sooner.

    `data` is a Dataset, or a function from a seed to a Dataset, so that a seed draws the images too.
    Ctrl-C returns the runs that are finished.

    >>> half = lambda: mlp((8, 8, 1), hidden=(64,), rates=(0.5,), classes=10)
    >>> runs = over_seeds(half, load("digits", train=100), seeds=range(3), epochs=3)
    >>> [run.seed for run in runs]
    [0, 1, 2]
    """
    training, runs = Training(seeds, epochs, batch_size, watch), []
    try:
        for seed in training.seeds:
            runs.append(training.train(build, data(seed) if callable(data) else data, seed))
    except KeyboardInterrupt:
        print(f"Stopped: {len(runs)} of {len(training.seeds)} seeds finished.")
    return runs


class Training:
    """The runs of one call: their settings, the model they share, and the clock that `watch` hears from.

    Without `history` nothing is measured before the last epoch is over; the scores and weights are the same.
    """

    def __init__(self, seeds, epochs, batch_size, watch=None, history=True):
        self.seeds, self.watch, self.history = _whole_seeds(seeds), watch, history
        self.epochs, self.batch_size = _at_least_one("epochs", epochs), _at_least_one("batch_size", batch_size)
        self.traced, self.seconds = None, {"start": [], "epoch": []}

    def train(self, build, data, seed, keep_part=False):
        """Return the Run of `seed`; with `keep_part`, Ctrl-C ends it after the last whole epoch."""
        from utils.traced import TracedModel

        if self.traced is None or not self.traced.reusable:
            self.traced = TracedModel(build, data, self.batch_size, seed)
        with self._timed("start"):
            self.traced.start(data, seed)
        history = defaultdict(list)
        try:
            self._epochs(np.random.default_rng(seed), seed, history)
        except KeyboardInterrupt:
            if not (keep_part and history):
                raise
            print(f"Stopped: {len(history['logged'])} of {self.epochs} epochs done.")
        scores, losses = self.traced.measure()
        return Run(seed, scores, losses, dict(history), self.traced.rebuilder(), self.traced.task.score)

    def _epochs(self, rng, seed, history):
        for _ in range(self.epochs):
            with self._timed("epoch"):
                values = self.traced.epoch(rng, self.history)
            for name, value in values.items():
                history[name].append(float(value))
            if self.watch is not None:
                self.watch(self._progress(seed, history))

    @contextmanager
    def _timed(self, part):
        began = time.perf_counter()
        yield
        self.seconds[part].append(time.perf_counter() - began)

    def _progress(self, seed, history):
        done, epoch = len(self.seconds["start"]) - 1, len(history["logged"])
        start, an_epoch = (statistics.median(self.seconds[part]) for part in ("start", "epoch"))
        seeds_left, epochs_left = len(self.seeds) - done - 1, self.epochs - epoch
        seconds_left = epochs_left * an_epoch + seeds_left * (start + self.epochs * an_epoch)
        return Progress(seed, len(self.seeds), done, epoch, self.epochs, dict(history), seconds_left)


def _whole_seeds(seeds):
    """Return `seeds` as a list of int; raise ValueError where they are not whole numbers from 0."""
    try:
        seeds = list(seeds)
    except TypeError:
        raise ValueError(f"Expected the seeds themselves; got {seeds!r}. Give range({seeds!r}).") from None
    for seed in seeds:
        if not isinstance(seed, int | np.integer) or seed < 0:
            raise ValueError(f"Expected every seed as a whole number, at least 0; got {seed!r}.")
    return [int(seed) for seed in seeds]


def _at_least_one(name, value):
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ValueError(f"Expected {name} as a whole number, at least 1; got {value!r}.")
    return int(value)
