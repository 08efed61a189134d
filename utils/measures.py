"""Numbers that say how well a net does, and how sure that is. NumPy in, NumPy out."""

from typing import NamedTuple

import numpy as np
from scipy.special import log_softmax, stdtrit

LEVEL = 0.95


class Interval(NamedTuple):
    """A mean with its confidence interval, in the unit of the values; prints as +.071 [+.052, +.090]."""

    mean: float
    low: float
    high: float

    def __str__(self):
        return f"{_signed(self.mean)} [{_signed(self.low)}, {_signed(self.high)}]"


def mean_interval(values, level=LEVEL):
    """Return the t-interval of the mean of `values`, at least 2 finite numbers, else ValueError."""
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"Expected a list of at least 2 numbers, got shape {values.shape}: train more seeds.")
    if not np.isfinite(values).all():
        raise ValueError(f"Expected finite numbers, got {values.tolist()}: look for a run that diverged.")
    if not 0 < level < 1:
        raise ValueError(f"Expected a level between 0 and 1, got {level!r}: .95 is the usual one.")
    half = stdtrit(len(values) - 1, (1 + level) / 2) * values.std(ddof=1) / np.sqrt(len(values))
    return Interval(*map(float, (values.mean(), values.mean() - half, values.mean() + half)))


def paired_interval(without, with_dropout, level=LEVEL):
    """Return the t-interval of with - without, paired seed by seed; ValueError where they are no pairs.

    >>> print(paired_interval([0.80, 0.82, 0.81], [0.84, 0.85, 0.86]))
    +.040 [+.015, +.065]
    """
    without, with_dropout = np.asarray(without, dtype=float), np.asarray(with_dropout, dtype=float)
    if without.shape != with_dropout.shape:
        raise ValueError(
            f"Expected pairs, got shapes {without.shape} and {with_dropout.shape}: use the same seeds in both."
        )
    return mean_interval(with_dropout - without, level)


def verdict(without, with_dropout, level=LEVEL):
    """Return "helps", "hurts" or "inconclusive": whether the paired interval leaves out 0.

    >>> verdict([0.80, 0.82, 0.81], [0.84, 0.85, 0.86])
    'helps'
    """
    interval = paired_interval(without, with_dropout, level)
    if interval.low > 0:
        return "helps"
    return "hurts" if interval.high < 0 else "inconclusive"


def accuracy(logits, labels):
    """Return the share of images whose largest logit (images x classes) is that of its label."""
    logits, labels = _one_label_each(logits, labels)
    return float((logits.argmax(axis=1) == labels).mean())


def cross_entropy(logits, labels):
    """Return the mean over images of -log probability of the label, in nats."""
    logits, labels = _one_label_each(logits, labels)
    return float(-log_softmax(logits, axis=1)[np.arange(len(labels)), labels].mean())


def recoverability(maps, mask):
    """Return how well dropped values can be told from kept neighbours: an R2, from 0 (not at all) to 1.

    `maps` holds all values, images x height x width x maps; `mask`, of the same shape, is 1 where one is kept.
    Each dropped value is guessed by the mean of its kept neighbours, up to 8, in the same map of the same image,
    and where none is kept by the mean of all kept values (0 if nothing is). R2 is 1 - squared errors / squared
    deviations of the dropped values from their mean, and 0 where that is negative. Equal dropped values give
    1 if every guess meets them, else 0. ValueError for other shapes, NaN, or if nothing is dropped.

    >>> maps = np.arange(10.0).reshape(1, 1, 10, 1) + np.zeros((1, 10, 1, 1))  # a slope: smooth
    >>> mask = element_mask(maps.shape, 0.25, np.random.default_rng(1))
    >>> recoverability(maps, mask) > 0.9
    True
    """
    maps, kept = np.asarray(maps, dtype=float), np.asarray(mask, dtype=bool)
    if maps.ndim != 4 or kept.shape != maps.shape:
        raise ValueError(
            f"Expected images x height x width x maps and a mask for each value, got shapes {maps.shape} and "
            f"{kept.shape}: hand over both before any pooling or flattening."
        )
    if not np.isfinite(maps).all():
        raise ValueError("Expected finite numbers in the maps, got NaN or infinity: look for a run that diverged.")
    if kept.all():
        raise ValueError(
            "Expected a mask with zeros, got ones alone: drop something, or there is nothing to guess."
        )
    truth, guess = maps[~kept], _mean_of_kept_neighbours(maps, kept)[~kept]
    if np.ptp(truth) == 0:
        return float(np.allclose(guess, truth))
    return float(max(0, 1 - ((truth - guess) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()))


def _mean_of_kept_neighbours(maps, kept):
    def around(values):
        padded = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)))  # no neighbours beyond the edge
        height, width = values.shape[1:3]
        return sum(padded[:, i : i + height, j : j + width] for i in range(3) for j in range(3)) - values

    count = around(kept.astype(float))
    otherwise = maps[kept].mean() if kept.any() else 0.0
    return np.where(count > 0, around(np.where(kept, maps, 0.0)) / np.maximum(count, 1), otherwise)


def softmax(logits):
    """Return the probabilities that logits (... x classes) stand for."""
    return np.exp(log_softmax(logits, axis=-1))


def _one_label_each(logits, labels):
    logits, labels = np.asarray(logits), np.asarray(labels)
    if logits.ndim != 2 or labels.shape != logits.shape[:1]:
        raise ValueError(
            f"Expected logits images x classes and one label an image, got shapes {logits.shape} and "
            f"{labels.shape}: compare a whole set with its own labels."
        )
    return logits, labels


def _signed(value):
    text = f"{round(value, 3) + 0.0:+.3f}"  # + 0.0: no minus before a zero
    return text[0] + text[1:].lstrip("0")
