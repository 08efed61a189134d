"""Numbers that say how well a net does, and how sure that is. NumPy in, NumPy out."""

from typing import NamedTuple

import numpy as np
from scipy.special import log_softmax, stdtrit


class Interval(NamedTuple):
    """A mean with its confidence interval, in the unit of the values."""

    mean: float
    low: float
    high: float

    def __str__(self):
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def mean_interval(values, level=0.95):
    """Return the t-interval of the mean of `values` (at least 2)."""
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(f"Expected at least 2 finite numbers, got {values!r}: train more seeds.")
    half = stdtrit(len(values) - 1, (1 + level) / 2) * values.std(ddof=1) / np.sqrt(len(values))
    return Interval(values.mean(), values.mean() - half, values.mean() + half)


def paired_interval(without, with_dropout, level=0.95):
    """Return the t-interval of with - without, paired seed by seed."""
    if len(without) != len(with_dropout):
        raise ValueError(f"Expected pairs, got {len(without)} and {len(with_dropout)}: use the same seeds.")
    return mean_interval(np.subtract(with_dropout, without), level)


def verdict(without, with_dropout):
    """Return "helps", "hurts" or "inconclusive": whether the paired 95 % interval leaves out 0."""
    interval = paired_interval(without, with_dropout)
    if interval.low > 0:
        return "helps"
    return "hurts" if interval.high < 0 else "inconclusive"


def accuracy(logits, labels):
    """Return the share of images whose largest logit (images x classes) is that of its label."""
    return float((np.argmax(logits, axis=-1) == labels).mean())


def cross_entropy(logits, labels):
    """Return the mean of -log probability of the label, in nats."""
    return float(-log_softmax(logits, axis=-1)[np.arange(len(labels)), labels].mean())


def softmax(logits):
    """Return the probabilities of logits (… x classes)."""
    return np.exp(log_softmax(logits, axis=-1))
