"""Time a placement study against a plain Keras loop over its arms and seeds: python benchmarks/study.py

`python benchmarks/study.py memory` prints instead what 120 runs of these arms in one process leave in memory.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import utils  # noqa: F401  before Keras, so that TensorFlow starts without a word

# isort: split
import keras
import numpy as np
from keras import layers

from utils.data import load
from utils.measures import mean_interval
from utils.studies import study

SEEDS, EPOCHS, RATE = range(4), 12, 0.25


def placed(*, modules=None, flat=None, dense=None):
    """Return a build: two conv modules and a dense head, dropout from `modules`, `flat`, `dense` in its place."""

    def build():
        model = keras.Sequential([keras.Input((8, 8, 1))])
        for maps in (16, 32):
            model.add(layers.Conv2D(maps, 3, padding="same", activation="relu"))
            model.add(layers.MaxPooling2D())
            add(model, modules)
        model.add(layers.Flatten())
        add(model, flat)
        model.add(layers.Dense(64, activation="relu"))
        add(model, dense)
        model.add(layers.Dense(10))
        return model

    return build


def add(model, dropout):
    if dropout is not None:
        model.add(dropout())


def element():
    return layers.Dropout(RATE)


def channel():
    return layers.SpatialDropout2D(RATE)


def half():
    return layers.Dropout(0.5)


ARMS = {
    "none": placed(),
    "element between modules": placed(modules=element),
    "channel between modules": placed(modules=channel),
    "behind Flatten": placed(flat=element),
    "between Dense": placed(dense=half),
    "channel and between Dense": placed(modules=channel, dense=half),
}


def plain_keras(data):
    """Return {arm: test accuracy by seed} as a loop over `fit` gives it: a fresh model each time."""
    return {arm: [fitted(build, data, seed) for seed in SEEDS] for arm, build in ARMS.items()}


def fitted(build, data, seed):
    keras.utils.set_random_seed(seed)
    model = build()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    model.fit(data.train.x, data.train.y, epochs=EPOCHS, verbose=0)
    return model.evaluate(data.test.x, data.test.y, verbose=0)[1]


def ours(data, jobs):
    return study(ARMS, data, seeds=SEEDS, epochs=EPOCHS, jobs=jobs).scores()


def timed(name, train, *arguments):
    """Return the seconds that `train` took, and the scores that it returned."""
    began = time.perf_counter()
    scores = train(*arguments)
    seconds = time.perf_counter() - began
    print(f"{name:38} {seconds:6.1f} s", flush=True)
    return seconds, scores


def times(data):
    plain, expected = timed("plain Keras, arm by arm, seed by seed", plain_keras, data)
    one, scores = timed("study, 1 job", ours, data, 1)
    cold, _ = timed("study, 2 jobs, processes to be started", ours, data, 2)
    warm, _ = timed("study, 2 jobs, processes there already", ours, data, 2)
    print(f"ratio: {plain / one:.1f} with 1 job, {plain / warm:.1f} with 2 ({plain / cold:.1f} from a cold start)")
    print(f"from 1 to 2 jobs: efficiency {one / warm / 2:.0%} ({one / cold / 2:.0%} from a cold start)")
    print("\ntest accuracy, mean [95 % interval]   plain Keras          study")
    for arm in ARMS:
        print(f"{arm:38}{accuracy(expected[arm])}  {accuracy(scores[arm])}")
    difference = [np.mean(scores[arm]) - np.mean(expected[arm]) for arm in ARMS]
    print(f"study minus plain Keras, over the arms: {mean_interval(difference)}")


def accuracy(scores):
    found = mean_interval(scores)
    return f"{found.mean:.3f} [{found.low:.3f}, {found.high:.3f}]"


def memory(data):
    """Print the memory of this process after each further study of 6 arms and 2 seeds."""
    import psutil

    for done in range(0, 121, 12):
        print(f"{done:4} runs: {psutil.Process().memory_info().rss / 2**20:6.0f} MB", flush=True)
        study(ARMS, data, seeds=range(done, done + 2), epochs=2, jobs=1)


if __name__ == "__main__":
    digits = load("digits")
    keras.ops.zeros(1)  # TensorFlow starts before the clocks do
    print(f"{len(ARMS)} arms x {len(SEEDS)} seeds, {EPOCHS} epochs, {os.cpu_count()} cores")
    memory(digits) if "memory" in sys.argv[1:] else times(digits)
