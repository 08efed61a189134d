"""Numbers that say how well a net does, and how sure that is. NumPy in, NumPy out."""

from typing import NamedTuple

import numpy as np
from scipy.special import log_softmax, stdtrit


class Interval(NamedTuple):
    """A mean with its confidence interval, in the unit of the values; prints as +.071 [+.052, +.090]."""

    mean: float
    low: float
    high: float

    def __str__(self):
        return f"{_signed(self.mean)} [{_signed(self.low)}, {_signed(self.high)}]"


def mean_interval(values, level=0.95):
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


def paired_interval(without, with_dropout, level=0.95):
    """Return the t-interval of with - without, paired seed by seed; ValueError where they are no pairs."""
    without, with_dropout = np.asarray(without, dtype=float), np.asarray(with_dropout, dtype=float)
    if without.shape != with_dropout.shape:
        raise ValueError(
            f"Expected pairs, got shapes {without.shape} and {with_dropout.shape}: use the same seeds in both."
        )
    return mean_interval(with_dropout - without, level)


def verdict(without, with_dropout):
    """Return "helps", "hurts" or "inconclusive": whether the paired 95 % interval leaves out 0."""
    interval = paired_interval(without, with_dropout)
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
