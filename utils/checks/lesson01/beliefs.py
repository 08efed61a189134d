"""What each misconception about evidence would say of two paired lists of scores: diagnosis by example."""

import numpy as np
from scipy.special import stdtrit


def _said(low, high):
    if low > 0:
        return "helps"
    return "hurts" if high < 0 else "inconclusive"


def _by_difference(summary):
    """Judge by the sign of one difference: that of the means, or of the best seeds."""

    def judge(without, with_dropout):
        difference = summary(with_dropout) - summary(without)
        return _said(difference, difference)

    return judge


def _by_interval(quantile=0.975, *, reach=None, ddof=1, of_the_mean=True, prepare=lambda scores: scores, sign=1):
    """Judge by mean difference +- reach * spread; `reach` defaults to the t quantile of n - 1 degrees."""

    def judge(without, with_dropout):
        differences = sign * (prepare(with_dropout) - prepare(without))
        n = len(differences)
        half = (reach or stdtrit(n - 1, quantile)) * differences.std(ddof=ddof) / (np.sqrt(n) if of_the_mean else 1)
        return _said(differences.mean() - half, differences.mean() + half)

    return judge


def _relative(to):
    """Judge the interval of differences divided by what `to` makes of the scores."""

    def judge(without, with_dropout):
        return _by_interval()(np.zeros(len(without)), (with_dropout - without) / to(without, with_dropout))

    return judge


def _unpaired(freedom):
    """Judge as if the two lists had nothing to do with each other; `freedom(n, a, b)`: degrees of freedom."""

    def judge(without, with_dropout):
        n, a, b = len(without), without.var(ddof=1), with_dropout.var(ddof=1)
        difference = with_dropout.mean() - without.mean()
        half = stdtrit(freedom(n, a, b), 0.975) * np.sqrt((a + b) / n)
        return _said(difference - half, difference + half)

    return judge


def _pooled(n, a, b):
    return 2 * n - 2


def _welch(n, a, b):
    return (n - 1) * (a + b) ** 2 / max(a**2 + b**2, 1e-30)


BELIEFS = {
    "sign reversed": [_by_interval(sign=-1)],
    "compares means alone": [_by_difference(np.mean)],
    "best seed wins": [_by_difference(np.max)],
    "unpaired": [_unpaired(_pooled), _unpaired(_welch), _by_interval(prepare=np.sort)],
    "standard deviation for standard error": [
        _by_interval(of_the_mean=False, reach=reach, ddof=ddof) for reach in (1, 1.96, 2, None) for ddof in (0, 1)
    ],
    "relative gains": [
        _relative(lambda without, with_dropout: without),
        _relative(lambda without, with_dropout: with_dropout),
        _relative(lambda without, with_dropout: without + with_dropout),
        _relative(lambda without, with_dropout: 1 - without),
        _by_interval(prepare=np.log),
        _by_interval(prepare=lambda scores: -np.log(1 - scores)),
    ],
    "another level": [_by_interval(0.95), _by_interval(0.995)],
    "z for t": [_by_interval(reach=reach) for reach in (1.96, 2)],
    "divides by n not n - 1": [_by_interval(ddof=0), _by_interval(ddof=0, reach=1.96)],
}


def belief_behind(verdicts, pairs):
    """Name the misconception that gives exactly these `verdicts` on these pairs of lists, or None."""
    for name, judges in BELIEFS.items():
        for judge in judges:
            if [judge(*pair) for pair in pairs] == verdicts:
                return name
    return None
