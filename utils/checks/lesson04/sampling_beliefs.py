"""What each misconception about Monte-Carlo dropout would give for a net whose masks are all known."""

import numpy as np
from scipy.special import entr, expit


def binary_entropy(probability):
    """Return the entropy in nats of one probability against the rest."""
    return entr(probability) + entr(1 - probability)


def mean_beliefs(known, at_inference):
    """Return {misconception: means it would come to, up to chance}."""
    chances, batch = known.net.logits(batch_statistics=True)
    return {
        "dropout off while sampling": expit(at_inference),
        "mean of logits": known.logit,
        "sigmoid of the mean logit": expit(known.logit),
        "mean of thresholded masks": known.of(known.drawn > 0.5)[0],
        "statistics of the batch": np.tensordot(chances, expit(batch), 1),
        "mean thresholded": known.mean > 0.5,
        "median of samples": weighted_median(known.chances, known.drawn),
    }


def weighted_median(chances, drawn):
    """Return the median of `drawn` (masks x ...), where each mask has a chance."""
    order = np.argsort(drawn, axis=0)
    middle = np.argmax(np.cumsum(chances[order], axis=0) >= 0.5, axis=0)
    return np.take_along_axis(np.take_along_axis(drawn, order, 0), middle[None], 0)[0]


def deviation_beliefs(known, samples):
    """Return {misconception: standard deviations it would come to, up to chance}."""
    deviation = np.sqrt(known.variance)
    return {
        "variance of samples": known.variance,
        "deviation of logits": np.sqrt(known.logit_variance),
        "standard error of samples": deviation / np.sqrt(samples),
        "deviation of thresholded masks": np.sqrt(known.of(known.drawn > 0.5)[1]),
        "deviation of a coin": np.sqrt(known.mean * (1 - known.mean)),
        "deviation over the batch": np.broadcast_to(known.mean.std(axis=0), deviation.shape),
    }


def entropy_beliefs(known, mean):
    """Return {misconception: entropies it would come to for the mean that an answer gives, up to chance}."""
    right = binary_entropy(mean)
    return {
        "entropy in bits": right / np.log(2),
        "mean of entropies": known.of(binary_entropy(known.drawn))[0],
        "half of the entropy": entr(mean),
        "entropy below 0": -right,
    }


def nearest(got, right, beliefs, bins=32):
    """Name the misconception whose outcome `got` is much nearer to than to what is right, or None.

    All are images x height x width x 1. Pixels of like means are averaged first, so that chance counts for little.
    """
    order = np.argsort(right, axis=None)

    def smooth(values):
        return np.array([part.mean() for part in np.array_split(values.ravel()[order], bins)])

    off = {name: np.sqrt(np.mean(smooth(got - belief) ** 2)) for name, belief in beliefs.items()}
    name = min(off, key=off.get)
    return name if off[name] < 0.5 * np.sqrt(np.mean(smooth(got - right) ** 2)) else None
