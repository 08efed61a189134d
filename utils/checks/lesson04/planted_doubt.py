"""Uncertainties, and where the prediction is wrong, on which every other score than AUROC gives itself away."""

import numpy as np


def planted_cases(rng):
    """Return {group: list of (uncertainty, wrong)}; each case has wrong pixels and right ones."""
    return {
        "drawn at random": [_drawn(rng, (4, 9, 8, 1), shift) for shift in (1.0, 0.3, -0.6)],
        "of which the wrong ones are the most uncertain, or the least": [_parted(rng, sign) for sign in (1, -1)],
        "with many ties": [_tied(rng, levels) for levels in (2, 5)] + [_first(rng, levels) for levels in (1, 3, 4)],
        "close together, far apart and below 0": list(_scaled(rng)),
        "of which few are wrong, or few right": [_few(rng, few) for few in (1, 3, -2)],
        "of images that differ": [_by_image(rng) for _ in range(2)],
        "in arrays of other shapes": [_drawn(rng, shape, 0.5) for shape in ((150,), (3, 7, 9), (1, 12, 10, 1))],
    }


def typed_cases(rng):
    """Return cases in which `wrong` holds 0 and 1 of another type than bool."""
    kinds = (np.uint8, np.int64, np.float32)
    return [(one, wrong.astype(kind)) for kind in kinds for one, wrong in [_drawn(rng, (2, 8, 9, 1), 0.7)]]


def one_sided_cases(rng):
    """Return cases in which no pixel is wrong, and in which all are."""
    return [(_doubt(rng.random((2, 6, 5, 1))), np.full((2, 6, 5, 1), which)) for which in (False, True)]


def _doubt(values):
    return np.asarray(values).astype(np.float32)


def _drawn(rng, shape, shift, share=0.3):
    """Draw distinct uncertainties between 0 and ln 2 whose ranks favour wrong pixels by `shift` deviations."""
    wrong = rng.random(shape) < share
    wrong.flat[:2] = True, False
    score = rng.normal(size=shape) + shift * wrong
    return _doubt(_ranks(score) / wrong.size * 0.69), wrong


def _ranks(values):
    return values.ravel().argsort().argsort().reshape(values.shape) + 1.0


def _parted(rng, sign):
    wrong = rng.random((2, 7, 8, 1)) < 0.4
    wrong.flat[:2] = True, False
    return _doubt(0.3 + sign * (wrong - 0.5) * 0.2 + 0.09 * rng.random(wrong.shape)), wrong


def _tied(rng, levels):
    doubt, wrong = _drawn(rng, (3, 9, 9, 1), 0.8)
    return _doubt(np.ceil(doubt / 0.69 * levels) / levels / 2), wrong


def _first(rng, levels):
    """Tie pixels of which the wrong ones come first, or last, in the array, so that their order tells."""
    doubt, wrong = _tied(rng, levels)
    order = np.argsort(wrong.ravel() != levels % 2, kind="stable")
    return tuple(one.ravel()[order].reshape(one.shape) for one in (doubt, wrong))


def _scaled(rng):
    for scale, start in ((1e-4, 0.0), (1e-3, 0.6), (200.0, 0.0), (1.0, -1.0)):
        doubt, wrong = _drawn(rng, (3, 8, 7, 1), 0.9)
        yield _doubt(start + scale * doubt), wrong
    doubt, wrong = _drawn(rng, (3, 8, 7, 1), 0.9)
    yield _doubt((doubt / 0.69) ** 8), wrong


def _few(rng, few):
    """Leave `few` pixels wrong (below 0: right), which are neither the most nor the least uncertain ones."""
    doubt = _doubt(_ranks(rng.normal(size=(3, 10, 9, 1))) / 270)
    wrong = np.zeros(270, bool)
    wrong[rng.permutation(np.flatnonzero((doubt > 0.3) & (doubt < 0.9)))[: abs(few)]] = True
    return doubt, (wrong if few > 0 else ~wrong).reshape(doubt.shape)


def _by_image(rng):
    """Draw images of which the more uncertain ones are wrong more often, and one that is right throughout."""
    level = rng.permutation(4).reshape(4, 1, 1, 1)
    wrong = rng.random((4, 8, 8, 1)) < level * 0.2
    wrong[level[:, 0, 0, 0] == 1, 0, 0] = True
    score = rng.normal(size=wrong.shape) - 0.4 * wrong + level
    return _doubt(_ranks(score) / wrong.size * 0.5), wrong
