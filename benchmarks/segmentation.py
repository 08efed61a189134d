"""Time lesson 4's fit of a U-Net against plain Keras: python benchmarks/segmentation.py

Both train unet(base=8, depth=3) on the same 64 x 64 tiles, for as many epochs, from the same weights. Then the
seconds of one epoch are set against the matrix product of this machine: which share of its peak is reached?
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
import tensorflow as tf

from utils.data import load, split_by_image
from utils.measures import mean_interval
from utils.models import calls, unet
from utils.segmentation import dice, tiles
from utils.training import Training

SEEDS, EPOCHS, BATCH = range(10), 40, 8


def build():
    return unet((None, None, 1), base=8, depth=3, rates={2: 0.5, 3: 0.5})


def plain_keras(data):
    """Return the Dice of the test images of each seed, as a loop over `fit` gives it: a fresh model each time."""
    x, y, _ = tiles(*data.train, data.tile)
    scores = []
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        model = build()
        model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
        model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)
        scores.append(dice(data.test.y, tf.sigmoid(model.predict(data.test.x, verbose=0)).numpy()).mean())
    return scores


def ours(data):
    training = Training(SEEDS, EPOCHS, BATCH, history=False)
    scores = [training.train(build, data, seed).scores["test"] for seed in SEEDS]
    print(f"{'':12} {np.median(training.seconds['epoch']):6.3f} s an epoch of {data.tile} x {data.tile} tiles")
    return scores, np.median(training.seconds["epoch"])


def timed(train, data):
    began = time.perf_counter()
    result = train(data)
    seconds = time.perf_counter() - began
    scores = result[0] if isinstance(result, tuple) else result
    print(f"{train.__name__:12} {seconds:6.1f} s   test Dice {np.mean(scores):.3f}", flush=True)
    return seconds, result


def multiplications(tile):
    """Return how many multiply-adds one tile takes forward; a training step takes about three times as many."""
    total = 0
    for layer, (maps, *_), (given, *_) in calls(unet((tile, tile, 1), base=8, depth=3)):
        if isinstance(layer, keras.layers.Conv2DTranspose):
            total += np.prod(maps.shape[1:3]) * np.prod(layer.kernel.shape)
        elif isinstance(layer, keras.layers.Conv2D):
            total += np.prod(given.shape[1:3]) * np.prod(layer.kernel.shape)
    return int(total)


def peak(side=1024, times=20):
    """Return the multiply-adds a second of a float32 matrix product, at TensorFlow's number of threads."""
    one = tf.random.normal((side, side))
    tf.matmul(one, one)
    began = time.perf_counter()
    for _ in range(times):
        tf.matmul(one, one).numpy()
    return times * side**3 / (time.perf_counter() - began)


if __name__ == "__main__":
    tissue = load("tissue", images=18)
    data = split_by_image(*tissue, 0, folds=3, tile=64, augment=False)
    shown = len(data.train.x) * (128 // 64) ** 2
    print(f"{len(SEEDS)} seeds, {EPOCHS} epochs of {shown} tiles, batches of {BATCH}, {os.cpu_count()} cores")
    (plain, before), (fast, (after, epoch)) = timed(plain_keras, data), timed(ours, data)
    print(f"ratio {plain / fast:.1f}; Dice, ours minus plain Keras: {mean_interval(np.subtract(after, before))}")
    share = 3 * shown * multiplications(64) / epoch / peak()
    print(f"an epoch reaches {share:.0%} of the peak of a matrix product on one thread")
