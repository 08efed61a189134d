"""Masks and probabilities (images x height x width x 1) on which every wrong overlap score gives itself away."""

import numpy as np

THRESHOLDS = (0.3, 0.7, 0.15, 0.85)
MARGIN = 0.001  # no probability is nearer to its threshold, so that >= and > give the same


def planted_cases(rng):
    """Return {group: list of (truth, probability, threshold)}; a threshold of None is not handed over."""
    return {
        "at the usual threshold": [_drawn(rng, (4, 12, 10)), _drawn(rng, (3, 7, 16)), _saturated(rng)],
        "at other thresholds": [_drawn(rng, (3, 9, 11), threshold) for threshold in THRESHOLDS],
        "nothing sought and nothing found": [_with_empty(rng, threshold) for threshold in (None, 0.3)]
        + [_without_any(rng, images) for images in (1, 3)],
        "nothing sought or nothing found": [_one_side_empty(rng, threshold) for threshold in (None, 0.7)],
        "structures of a few pixels": [_small(rng) for _ in range(3)],
        "everything found, and none of it": [_extremes(rng)],
        "one image, and many": [_drawn(rng, (1, 5, 9)), _drawn(rng, (9, 4, 3), 0.6), _drawn(rng, (1, 1, 40))],
    }


def typed_cases(rng):
    """Return cases whose masks, and once whose probabilities, are of another type than float32."""
    cases = [_drawn(rng, (3, 10, 8), threshold) for threshold in (None, 0.4, 0.6)]
    kinds = (bool, np.uint8, np.int64)
    typed = [(case[0].astype(kind), *case[1:]) for case, kind in zip(cases, kinds, strict=True)]
    return [*typed, (cases[0][0], cases[0][1].astype(np.float64), None)]


def _drawn(rng, shape, threshold=None):
    """Draw images of which each has its own share of structure, found none too well."""
    share = rng.permutation(np.linspace(0.1, 0.6, shape[0]))[:, None, None]
    truth = rng.random(shape) < share
    truth[:, 0, :2], level = (True, False), rng.uniform(0.1, 0.3)
    probability = rng.random(shape) * (1 - level) + level * truth
    return _case(truth, _aside(probability, threshold), threshold)


def _saturated(rng):
    truth, probability, threshold = _drawn(rng, (3, 8, 8))
    ends = rng.random(probability.shape) < 0.4
    return truth, np.where(ends, np.round(probability), probability).astype(np.float32), threshold


def _aside(probability, threshold):
    """Move probabilities that are near the threshold to twice the margin, each to the side on which it is."""
    threshold = 0.5 if threshold is None else threshold
    near = np.abs(probability - threshold) < 20 * MARGIN
    return np.where(near, threshold + np.where(probability < threshold, -2, 2) * MARGIN, probability)


def _case(truth, probability, threshold):
    return truth[..., None].astype(np.float32), probability[..., None].astype(np.float32), threshold


def _low(rng, shape, threshold):
    return rng.random(shape) * (0.9 * (0.5 if threshold is None else threshold))


def _with_empty(rng, threshold):
    """Leave out the structure, and all that is found, of two images of five."""
    truth, probability, _ = _drawn(rng, (5, 8, 9), threshold)
    empty = rng.permutation(5)[:2]
    truth[empty], probability[empty] = 0, _low(rng, truth[empty].shape, threshold)
    return truth, probability, threshold


def _without_any(rng, images):
    shape = (images, 6, 7)
    return _case(np.zeros(shape), _low(rng, shape, None), None)


def _one_side_empty(rng, threshold):
    truth, probability, _ = _drawn(rng, (4, 8, 7), threshold)
    unsought, unfound = rng.permutation(4)[:2]
    truth[unsought] = 0
    probability[unfound] = _low(rng, probability[unfound].shape, threshold)
    return truth, probability, threshold


def _small(rng):
    """Draw four images of 1 to 4 pixels of structure, half found, beside some pixels found in vain."""
    truth, found = np.zeros((4, 300)), np.zeros((4, 300), bool)
    for pixels, (sought, seen) in enumerate(zip(truth, found, strict=True), start=1):
        places = rng.permutation(300)
        sought[places[:pixels]] = 1
        seen[places[pixels // 2 : pixels + rng.integers(1, 4)]] = True
    low = rng.random(found.shape) * 0.4
    return _case(truth.reshape(4, 20, 15), (low + 0.55 * found).reshape(4, 20, 15), None)


def _extremes(rng):
    truth = rng.random((2, 9, 9)) < 0.3
    truth[:, 4, :2] = True, False
    found = np.stack([truth[0], ~truth[1]])
    return _case(truth, 0.1 + 0.8 * found - 0.1 * rng.random(found.shape), None)
