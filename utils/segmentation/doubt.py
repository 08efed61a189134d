"""Doubt, and whether it deserves trust: entropy, reliability, and how well doubt finds the errors."""

from typing import NamedTuple

import numpy as np
from scipy.special import entr

from utils.segmentation.arrays import both, probabilities, truths


class Curve(NamedTuple):
    """Of each bin that holds pixels: their mean probability, the share of them that is true, their share of all."""

    probability: np.ndarray
    frequency: np.ndarray
    weight: np.ndarray


class Reliability(NamedTuple):
    """The expected calibration error (0..1), and the Curve that it sums up."""

    error: float
    curve: Curve


def entropy(probability):
    """Return the entropy in nats of each probability that a pixel shows the structure: 0 at 0 and 1, log 2 at .5.

    Any shape. Raises ValueError for values outside 0..1.
    """
    probability = probabilities(probability)
    return entr(probability) + entr(1 - probability)


def reliability(probability, truth, bins=10):
    """Compare probabilities (0..1) with how often they come true (0 and 1; the same shape, any): a Reliability.

    `bins` of equal width; each pixel counts once, so the error is the mean over pixels of how far its bin's mean
    probability lies from its bin's frequency. It judges the structure's probability, not the likelier class's.
    Raises ValueError for shapes that differ and for fewer than 1 bin. Source: Naeini et al., AAAI 2015.
    """
    if isinstance(bins, bool) or not isinstance(bins, int | np.integer) or bins < 1:
        raise ValueError(f"Expected bins as a whole number, at least 1; got {bins!r}. Write bins=10.")
    truth, probability = both(truth, probability)
    values = probability.ravel().astype("float64")
    which = np.minimum((values * bins).astype(int), bins - 1)
    count = np.bincount(which, minlength=bins)
    held = count > 0
    sums = (np.bincount(which, weights, minlength=bins)[held] for weights in (values, truth.ravel()))
    mean, frequency = (each / count[held] for each in sums)
    weight = count[held] / count.sum()
    return Reliability(float(weight @ abs(mean - frequency)), Curve(mean, frequency, weight))


def error_detection(uncertainty, wrong):
    """Return the AUROC of doubt as a finder of errors: how often a wrong pixel is doubted more than a right one.

    `uncertainty` holds any finite numbers, `wrong` 1 where the prediction errs (the same shape, any). 1 is perfect,
    .5 is chance, and a tie counts half. Raises ValueError where all are right or all wrong.
    Source: Mann and Whitney, 1947.
    """
    from scipy.stats import rankdata  # slow to import

    uncertainty, wrong = np.asarray(uncertainty), truths(wrong, "wrong")
    if uncertainty.shape != wrong.shape or not np.isfinite(uncertainty).all():
        got = f"shapes {uncertainty.shape} and {wrong.shape}"
        raise ValueError(f"Expected a finite uncertainty for each pixel judged; got {got}, or NaN.")
    errors, rest = int(wrong.sum()), int((~wrong).sum())
    if not errors or not rest:
        raise ValueError(
            f"Expected both wrong and right pixels; got {errors} wrong and {rest} right. Judge more images."
        )
    above = rankdata(uncertainty.ravel())[wrong.ravel()].sum() - errors * (errors + 1) / 2
    return float(above / (errors * rest))
