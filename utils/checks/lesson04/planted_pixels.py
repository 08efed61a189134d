"""Pixels of planted probability and truth (images x height x width x 1), bin by bin."""

import numpy as np

CALIBRATED = np.arange(0.05, 1, 0.1)  # in the middle of ten bins, and apart from the edges of five
OVERCONFIDENT = CALIBRATED + 0.1 * np.sign(0.5 - CALIBRATED)  # each share of truth is .1 nearer to a half


def planted_cases(rng):
    """Return {group: list of (probability, truth, bins)}; at least four bins of each case hold pixels, or one."""
    return {
        "calibrated": [_known(rng, CALIBRATED, bins) for bins in (10, 5)],
        "over-confident by .1": [_known(rng, OVERCONFIDENT, 10) for _ in range(2)],
        "drawn at random": [_drawn(rng, bins, range(bins)) for bins in (5, 8, 13)],
        "some bins empty": [_drawn(rng, bins, _some(rng, bins), sparse=True) for bins in (10, 12)]
        + [_drawn(rng, 10, range(2, 7))],
        "with probabilities of 0 and 1": [_with_ends(rng, bins) for bins in (4, 9)],
        "all in one bin": [(*_drawn(rng, bins, range(bins))[:2], 1) for bins in (4, 7)],
    }


def _known(rng, shares, bins):
    """Place 20 to 80 pixels at each probability of CALIBRATED, of which exactly `shares` are true."""
    pixels = 20 * rng.permutation([1, 1, 1, 2, 2, 2, 3, 3, 4, 5])
    p = np.repeat(CALIBRATED, pixels)
    truth = [np.arange(n) < round(n * share) for n, share in zip(pixels, shares, strict=True)]
    return _images(rng, p, np.concatenate(truth), bins)


def _drawn(rng, bins, held, pixels=480, sparse=False):
    """Draw pixels in the bins `held`, unequally many, each bin with its own share of truth, none near an edge.

    sparse: the first of them holds one pixel, the second no truth, and the last one nothing else.
    """
    held = np.array(held)
    weights = rng.permutation(np.geomspace(1, 8, len(held)))
    number = rng.choice(held, size=pixels, p=weights / weights.sum())
    number[: 2 * len(held)] = np.tile(held, 2)
    if sparse:
        number[number == held[0]] = held[1]
        number[0] = held[0]
    p = (number + rng.beta(0.5, 1.5, pixels) * 0.9 + 0.05) / bins
    share = np.clip((np.arange(bins) + 0.5) / bins + rng.uniform(-0.3, 0.3, bins), 0, 1)
    if sparse:
        share[held[[1, -1]]] = 0, 1
    return _images(rng, p, rng.random(pixels) < share[number], bins)


def _some(rng, bins):
    return np.sort(rng.choice(bins, size=5, replace=False))


def _with_ends(rng, bins):
    """Draw pixels of which 30 are at 0 and 30 at 1, with gaps to the other side than the rest of their bins."""
    p, truth, _ = _drawn(rng, bins, range(bins), 420)
    p, truth = p.ravel(), truth.ravel()
    truth[p < 1 / bins], truth[p > 1 - 1 / bins] = 0, 1
    ends = np.repeat([0.0, 1.0], 30)
    return _images(rng, np.append(p, ends), np.append(truth, np.arange(60) % 30 < 12), bins)


def _images(rng, p, truth, bins):
    """Lay pixels out as four images, of which the first ones are the surer ones by and large."""
    order = np.argsort(np.abs(p - 0.5) + rng.normal(0, 0.2, p.size))[::-1]
    return *(one[order].reshape(4, -1, 5, 1).astype(np.float32) for one in (p, truth)), bins
