"""Images, masks and doubt, and pictures of them, the same each time: for the tests of the pictures of lesson 4."""

from functools import partial

import numpy as np

from utils import plots
from utils.plots.samples_slider import Frames

SIDE = 10


def planted(missed=0, invented=0):
    """Return (truth, probability), of SIDE x SIDE x 1: the upper half is true, with so many pixels wrong."""
    truth = np.zeros((SIDE, SIDE, 1))
    truth[: SIDE // 2] = 1
    probability = np.where(truth > 0, 0.9, 0.1)
    probability.reshape(-1)[:missed] = 0.2
    probability.reshape(-1)[SIDE * SIDE - invented :] = 0.8
    return truth, probability


def drawn(count, rng):
    """Return so many predictions (count x SIDE x SIDE x 1) that scatter around the truth."""
    truth, _ = planted()
    return np.clip(0.2 + 0.6 * truth + rng.normal(0, 0.3, (count, SIDE, SIDE, 1)), 0.01, 0.99)


def doubt_of(mean):
    return -mean * np.log(mean) - (1 - mean) * np.log(1 - mean)


def curve(slope, bins=5):
    """Return bins x 3 whose shares lie `slope` times as far from .5 as the probabilities do."""
    probability = (np.arange(bins) + 0.5) / bins
    return np.stack([probability, 0.5 + slope * (probability - 0.5), np.full(bins, 1 / bins)], axis=1)


def pixel_pictures():
    """Return what draws one picture of each kind that shows pixels, from numbers that are the same each time."""
    rng = np.random.default_rng(0)
    image = rng.random((SIDE, SIDE, 1))
    (truth, one), (_, other) = planted(missed=3, invented=6), planted(missed=9)
    samples = drawn(8, rng)
    mean = samples.mean(axis=0)
    nets = {"without dropout": one, "dropout as in the paper": other, "mean of 64 predictions": mean}
    parts = {"whole net": one, "the bottleneck silenced": other, "the skip silenced": 1 - one}
    return {
        "annotated": partial(plots.annotated, np.stack([image] * 5), np.stack([truth] * 5)),
        "found": partial(plots.found, image, truth, nets),
        "silenced": partial(plots.silenced, image, truth, parts),
        "doubts": partial(plots.doubts, image, truth, mean, samples.std(axis=0), doubt_of(mean)),
        "reliability_curves": partial(
            plots.reliability_curves, {"without": (0.1, curve(0.5)), "with": (0.02, curve(0.9))}
        ),
        "error_by_samples": partial(plots.error_by_samples, {n: [1 / n, 1.1 / n] for n in (1, 2, 4)}),
        "samples_slider": partial(Frames(image[..., 0], truth[..., 0], samples[..., 0]).show, 4),
    }
