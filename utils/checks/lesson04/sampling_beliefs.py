"""What each misconception about Monte-Carlo dropout would give for a net whose masks are all known."""

import numpy as np
from scipy.special import entr, expit

from utils.checks.laws import recognised


def binary_entropy(probability):
    """Return the entropy in nats of one probability against the rest."""
    return entr(probability) + entr(1 - probability)


def mean_beliefs(known, at_inference):
    """Return {misconception: means it would come to, up to chance}, however many samples there are."""
    chances, batch = known.net.logits(batch_statistics=True)
    return {
        "dropout off while sampling": expit(at_inference),
        "mean of logits": known.logit,
        "mean of thresholded masks": known.of(known.drawn > 0.5)[0],
        "statistics of the batch": np.tensordot(chances, expit(batch), 1),
    }


def mean_beliefs_by_number(known, samples):
    """Return {misconception: means it would come to, up to chance}, for so many samples."""
    logits = known.logits_of(samples, times=8)
    drawn = expit(logits)
    return {
        "sigmoid of the mean logit": expit(logits.mean(1)).mean(0),
        "median of samples": np.median(drawn, axis=1).mean(0),
        "mean thresholded": (drawn.mean(1) > 0.5).mean(0),
    }


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


def belief_of_entropy(known, mean, entropy):
    """Name the misconception by which an answer comes from its own mean to this entropy, or None."""
    right = binary_entropy(mean)
    exact = {
        "entropy in bits": right / np.log(2),
        "half of the entropy": (entr(mean), entr(1 - mean)),
        "entropy below 0": -right,
    }
    by_chance = {"mean of entropies": known.of(binary_entropy(known.drawn))[0]}
    return recognised(entropy, exact) or nearest(entropy, right, by_chance, enough=0.25)


def nearest(got, right, beliefs, enough=0.5, bins=32):
    """Name the misconception whose outcome `got` is much nearer to than to what is right, or None.

    All are images x height x width x 1. Pixels of like means are averaged first, so that chance counts for little.
    """
    order = np.argsort(right, axis=None)

    def smooth(values):
        return np.array([part.mean() for part in np.array_split(values.ravel()[order], bins)])

    off = {name: np.sqrt(np.mean(smooth(got - belief) ** 2)) for name, belief in beliefs.items()}
    name = min(off, key=off.get)
    return name if off[name] < enough * np.sqrt(np.mean(smooth(got - right) ** 2)) else None
