"""Time lesson 3's study of placements against a plain Keras loop over its arms: python benchmarks/study.py

Both have one thread a process, as the course sets it; TF_NUM_INTRAOP_THREADS=0 gives TensorFlow its own choice.

`python benchmarks/study.py memory` prints instead what 128 runs of these arms in one process leave in memory.
"""

import os
import sys
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import utils  # noqa: F401  before Keras, so that TensorFlow starts without a word

# isort: split
import keras
import numpy as np

from utils.data import load
from utils.measures import mean_interval
from utils.models import PLACEMENTS, placed
from utils.studies import study

SEEDS, EPOCHS = range(4), 12
ARMS = {placement: partial(placed, placement) for placement in PLACEMENTS}


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
    """Print the memory of this process after each further study of 8 arms and 2 seeds."""
    import psutil

    for done in range(0, 129, 16):
        print(f"{done:4} runs: {psutil.Process().memory_info().rss / 2**20:6.0f} MB", flush=True)
        study(ARMS, data, seeds=range(done, done + 2), epochs=2, jobs=1)


if __name__ == "__main__":
    digits = load("digits")
    keras.ops.zeros(1)  # TensorFlow starts before the clocks do
    print(f"{len(ARMS)} arms x {len(SEEDS)} seeds, {EPOCHS} epochs, {os.cpu_count()} cores")
    memory(digits) if "memory" in sys.argv[1:] else times(digits)
