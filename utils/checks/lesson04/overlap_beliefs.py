"""What Dice and IoU are, and what each misconception about them gives (exercise 4.6)."""

import numpy as np

MEASURES = {  # of the pixels in both, in the truth and found: above and below the line
    "dice": lambda both, truth, found: (2 * both, truth + found),
    "iou": lambda both, truth, found: (both, truth + found - both),
}
SMOOTH = (1.0, 0.5, 0.1, 0.01, 1e-3)


def counts(truth, found):
    """Return how many pixels of each image are in both, in `truth` and in `found` (each: images)."""
    return tuple(np.sum(one, axis=(1, 2, 3), dtype=float) for one in (truth * found, truth, found))


def ratio(above, below, empty=1.0):
    """Return above / below, and `empty` where that would be 0 / 0."""
    return np.where(below > 0, above / np.maximum(below, 1e-12), empty)


def right_score(name, truth, probability, threshold):
    """Return the Dice coefficient or the IoU of each image (images)."""
    return ratio(*MEASURES[name](*counts(truth, _found(probability, threshold))))


def _found(probability, threshold):
    return (probability >= (0.5 if threshold is None else threshold)).astype(float)


def beliefs(name, truth, probability, threshold):
    """Yield (misconception, scores that it gives), in the same order for every case."""
    truth, probability = truth.astype(float), probability.astype(float)
    measure, found = MEASURES[name], _found(probability, threshold)
    in_images = counts(truth, found)
    right = ratio(*measure(*in_images))
    behind = ratio(*measure(*counts(1 - truth, 1 - found)))
    yield "pixel accuracy", np.mean(truth == found, axis=(1, 2, 3))
    for soft in _without_threshold(measure, truth, probability):
        yield "no threshold", soft
    pooled = ratio(*measure(*(one.sum() for one in in_images)))
    for scores in (pooled, np.full(len(truth), pooled)):
        yield "pooled over the batch", scores
    for scores in (right.mean(), np.full(len(truth), right.mean())):
        yield "one mean over the images", scores
    yield "background scored", behind
    yield "averaged with the background", (right + behind) / 2
    for taken, other in _other_pixels(probability, threshold):
        yield taken, ratio(*measure(*counts(truth, other)))
    yield from _other_formulas(name, *in_images)
    for empty in (0.0, np.nan):
        yield "empty against empty is not 1", ratio(*measure(*in_images), empty=empty)


def _without_threshold(measure, truth, probability):
    both, sought, found = counts(truth, probability)
    squares = np.sum(probability**2, axis=(1, 2, 3))
    yield ratio(*measure(both, sought, found))
    yield ratio(*measure(both, sought, squares))
    for smooth in (1.0, 1e-3):
        above, below = measure(both, sought, found)
        yield (above + smooth) / (below + smooth)


def _other_pixels(probability, threshold):
    """Yield (misconception, the pixels that it takes for found)."""
    yield "threshold of .5 always", _found(probability, None)
    logistic = 1 / (1 + np.exp(-probability))
    yield "probabilities taken for logits", _found(logistic, threshold)
    yield "probabilities taken for logits", _found(logistic, None)
    for everything in (probability >= 0, probability > 0):
        yield "probabilities taken for logits", everything * 1.0
    yield "below the threshold", 1 - _found(probability, threshold)
    yield "argmax over one class", np.zeros_like(probability)


def _other_formulas(name, both, truth, found):
    other, for_other = dict(dice=("iou", "IoU for Dice"), iou=("dice", "Dice for IoU"))[name]
    for empty in (1.0, 0.0, np.nan):
        yield for_other, ratio(*MEASURES[other](both, truth, found), empty)
        for misconception, below in (
            ("precision alone", found),
            ("recall alone", truth),
            (dict(dice="factor 2 left out", iou="overlap counted twice")[name], truth + found),
        ):
            yield misconception, ratio(both, below, empty)
        if name == "dice":
            yield "twice the overlap over the union", ratio(2 * both, truth + found - both, empty)
    above, below = MEASURES[name](both, truth, found)
    for smooth in SMOOTH:
        yield "smoothing term", (above + smooth) / (below + smooth)
        yield "smoothing term", above / (below + smooth)
