"""Time `over_seeds` against a plain Keras loop on one small CNN: python benchmarks/training.py

Each has a process of its own, since TensorFlow takes its number of threads when it starts: one for each core by
default (0 says so), as in a plain loop; `over_seeds` trains on the one thread that utils sets.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from keras import layers
from scipy.stats import t as student

from utils.data import load
from utils.training import over_seeds

SEEDS, EPOCHS = range(10), 12
THREADS = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


def small_cnn():
    """Two conv modules and a dense head with dropout, 28,000 weights."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.SpatialDropout2D(0.25),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )


def plain_keras(data):
    """Return the test accuracy of each seed as a loop over `fit` gives it: a fresh model each time."""
    scores = []
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        model = small_cnn()
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile("adam", loss, metrics=["accuracy"])
        model.fit(data.train.x, data.train.y, epochs=EPOCHS, verbose=0)
        scores.append(model.evaluate(data.test.x, data.test.y, verbose=0)[1])
    return scores


def ours(data):
    return [run.scores["test"] for run in over_seeds(small_cnn, data, seeds=SEEDS, epochs=EPOCHS)]


def timed(train):
    """Run `train` once TensorFlow and the digits are there; return its seconds and test accuracies."""
    digits = load("digits")
    keras.ops.zeros(1)
    began = time.perf_counter()
    scores = train(digits)
    return time.perf_counter() - began, scores


def measured(train, threads):
    """Time `train` in a process of its own; print seconds and mean test accuracy with a 95 % t-interval."""
    os.environ |= dict.fromkeys(THREADS, str(threads))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        seconds, scores = alone.submit(timed, train).result()
    margin = student.ppf(0.975, len(scores) - 1) * np.std(scores, ddof=1) / np.sqrt(len(scores))
    name = f"{train.__name__}, {'one thread' if threads else 'default threads'}"
    print(f"{name:28} {seconds:6.1f} s   test accuracy {np.mean(scores):.3f} +- {margin:.3f}", flush=True)
    return seconds


if __name__ == "__main__":
    print(f"{len(SEEDS)} seeds, {EPOCHS} epochs, 400 digits, {os.cpu_count()} cores")
    default, one, seconds = measured(plain_keras, 0), measured(plain_keras, 1), measured(ours, 1)
    print(f"ratio {default / seconds:.1f} to plain Keras as it starts, {one / seconds:.1f} to it on one thread")
