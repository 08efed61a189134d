"""Scores of paired seeds whose verdict is known, because it was planted."""

import numpy as np
from scipy.special import stdtrit

VERDICTS = ("helps", "hurts", "inconclusive")


def planted_pairs(rng):
    """Yield (what it is, without, with, right verdict) for scores that tell one misconception from another."""
    yield "a gain on every seed", *_pairs(rng, 6, 20), "helps"
    yield "a loss on every seed", *_pairs(rng, 6, -20), "hurts"
    yield "next to no difference", *_pairs(rng, 6, 0.05), "inconclusive"
    yield "the mean is higher, the best seed lower", *_pairs(rng, 6, 0.5, shared="spike"), "inconclusive"
    yield "a sure gain, hidden by how much seeds differ", *_pairs(rng, 8, 4, shared="wide"), "helps"
    yield "two lists that look alike once sorted", *_torn(rng), "inconclusive"
    yield "a small, sure gain over 40 seeds", *_pairs(rng, 40, 1.5), "helps"
    yield "just short of 95 %", *_pairs(rng, 60, 0.92), "inconclusive"
    yield "just above 95 %", *_pairs(rng, 60, 1.15), "helps"
    yield "five pairs, surer than they look", *_pairs(rng, 5, 0.85), "inconclusive"
    yield "four pairs, nearly sure", *_pairs(rng, 4, 0.93), "inconclusive"
    yield "three pairs, less sure", *_pairs(rng, 3, 0.78), "inconclusive"
    yield "three pairs, unsure", *_pairs(rng, 3, 0.42), "inconclusive"
    yield "one seed that gains much, five that gain little", *_one_stands_out(rng, 0.004), "inconclusive"
    yield "one seed that gains much, five that lose a little", *_one_stands_out(rng, -0.004), "inconclusive"
    yield "three seeds that gain, five that tie", *_many_tie(rng), "inconclusive"
    yield "a like gain on every seed, one of them poor", *_from_one_that_differs(rng, 0.05, 0.9), "helps"
    yield "a like gain on every seed, one of them good", *_from_one_that_differs(rng, 0.95, 0.1), "helps"
    for mean, right in ((1.1, "helps"), (-1.1, "hurts"), (-0.6, "inconclusive")):
        for n in (3, 7, 12):
            yield f"{n} pairs, their mean {mean:+g} half widths from 0", *_pairs(rng, n, mean, shared="wide"), right


def _pairs(rng, n, half_widths, shared=None):
    """Return scores of n seeds without and with; the mean difference is so many half widths of its interval."""
    sd = 0.01
    noise = np.sort(rng.normal(size=n))
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    mean = half_widths * stdtrit(n - 1, 0.975) * sd / np.sqrt(n)
    seeds = {"spike": np.eye(n)[0] * 0.1, "wide": rng.permutation(np.linspace(-0.15, 0.15, n))}
    without = 0.75 + seeds.get(shared, np.zeros(n))
    return _shuffled(rng, without, without + mean + sd * noise)


def _one_stands_out(rng, others):
    """Return six pairs whose differences lie near `others`, but for one large gain."""
    gains = np.append(others + rng.uniform(-0.001, 0.001, 5), 0.2)
    return _shuffled(rng, np.full(6, 0.7), 0.7 + gains)


def _many_tie(rng):
    """Return eight pairs of which five score the same with and without."""
    gains = np.append(0.03 + rng.uniform(-0.002, 0.002, 3), np.zeros(5))
    without = rng.uniform(0.6, 0.8, 8)
    return _shuffled(rng, without, without + gains)


def _from_one_that_differs(rng, one, others):
    """Return five pairs that gain about 0.03 each; one gains far more of its score, or of its errors."""
    without = np.array([one, *[others] * 4]) + rng.uniform(-0.002, 0.002, 5)
    return _shuffled(rng, without, without + 0.03 + rng.uniform(-0.002, 0.002, 5))


def _torn(rng):
    """Return pairs that differ wildly, although both lists hold nearly the same numbers."""
    scores = np.linspace(0.6, 0.9, 8)
    return _shuffled(rng, scores, np.roll(scores, 3) + 0.004)


def _shuffled(rng, *arms):
    order = rng.permutation(len(arms[0]))
    return tuple(arm[order] for arm in arms)
