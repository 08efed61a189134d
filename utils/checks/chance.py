"""How far chance alone may go: the bounds of every statistical law.

A right answer may fail a law by bad luck once in a million (ALPHA), so a check of twenty laws fails about one
right answer in fifty thousand. Nothing here is tuned by trial: each bound is a quantile of the exact
distribution (binomial), or of a chi-square with the same mean and variance.
"""

import numpy as np
from scipy.special import bdtr, bdtrc, chdtr, chdtrc, ndtri

ALPHA = 1e-6
STANDARD_ERRORS = -ndtri(ALPHA / 2)  # 4.89: the same bound for a mean of many draws


def plausible_count(count, n, probability):
    """Whether `count` hits in `n` independent trials are plausible (exact two-sided binomial test)."""
    below = bdtr(count, n, probability)
    above = bdtrc(count - 1, n, probability) if count > 0 else 1.0
    return bool(min(below, above) >= ALPHA / 2)


def plausible_counts(counts, n, probability):
    """Whether each of many counts, of `n` trials each, is plausible (exact, ALPHA shared among them all)."""
    alpha = ALPHA / 2 / np.size(counts)
    too_few = bdtr(np.min(counts), n, probability) < alpha
    return not (too_few or bdtrc(np.max(counts) - 1, n, probability) < alpha)


def share(got):
    """Return the share of zeros in `got`, kept just off 0 and 1, where nothing could vary."""
    return float(np.clip(np.mean(got == 0), 0.01, 0.99))


def dispersion(counts, n, probability):
    """Say how `counts`, each of `n` trials, scatter: "too little", "as chance does" or "too much".

    Pearson's statistic against a chi-square of the same mean and variance; the plain one, with one degree of
    freedom a count, is too narrow for rare hits (the fourth moment of a binomial counts there). The probability
    is known, not fitted, or fitted on far more trials than there are counts.
    """
    variance = n * probability * (1 - probability)
    statistic = np.sum((np.ravel(counts) - n * probability) ** 2) / variance
    one = max(2 + 1 / variance - 6 / n, 2e-3)
    return scatter(statistic, np.size(counts), one * np.size(counts))


def scatter(statistic, mean, variance):
    """Say how a sum of squares lies beside a chi-square of this mean and variance, in the words of `dispersion`."""
    scale = variance / (2 * mean)
    if chdtr(mean / scale, statistic / scale) < ALPHA / 2:
        return "too little"
    return "too much" if chdtrc(mean / scale, statistic / scale) < ALPHA / 2 else "as chance does"


def pairs(zeros, axis):
    """Yield (how, first, second): disjoint pairs of cells along one axis of the boolean array `zeros`.

    Neighbours, the same place in both halves, and mirror images: three ways in which masks get tied.
    """
    cells = np.moveaxis(zeros, axis, 0)
    half = len(cells) // 2
    first, second = cells[:half], cells[half : 2 * half]
    yield "neighbours", cells[0 : 2 * half : 2], cells[1 : 2 * half : 2]
    yield "halves", first, second
    yield "mirror images", first, second[::-1]


def tied_pairs(zeros, rate, axis):
    """Name the way in which cells of one axis share their fates more or less than chance, or None.

    Both cells of a pair are dropped with probability rate squared, so the number of such pairs is binomial.
    """
    for how, first, second in pairs(zeros, axis):
        if not plausible_count(int(np.sum(first & second)), first.size, rate**2):
            return how
    return "two of them" if any_two_fall_together(zeros, rate, axis) else None


def strength_of_ties(zeros, rate, axis):
    """Return by how many standard errors pairs of cells along one axis share their fates, at most."""
    counts = [(np.sum(first & second), first.size) for _, first, second in pairs(zeros, axis)]
    return max(abs(count - n * rate**2) / np.sqrt(max(n * rate**2 * (1 - rate**2), 1e-9)) for count, n in counts)


def any_two_fall_together(zeros, rate, axis):
    """Whether some two places along an axis are dropped together too often, ALPHA shared among all the pairs."""
    cells = np.moveaxis(zeros, axis, 0).reshape(zeros.shape[axis], -1)
    bits = np.packbits(cells, axis=1)  # a matrix product would wait for threads on a busy machine
    together = np.bitwise_count(bits[:, None] & bits).sum(-1, dtype=int)[np.triu_indices(len(cells), k=1)]
    most = together.max(initial=0)
    return bool(most and bdtrc(most - 1, cells.shape[1], rate**2) < ALPHA / len(together))
