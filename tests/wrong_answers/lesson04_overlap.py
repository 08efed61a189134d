"""Wrong answers to exercise 4.6, Dice and IoU of each image."""

import numpy as np

from tests.answers import wrong

IN_IMAGE = (1, 2, 3)


def counts(truth, found, axis=IN_IMAGE):
    return [np.sum(one, axis=axis) for one in (truth * found, truth, found)]


def dice_of(both, sought, found, empty=1.0):
    return np.where(sought + found == 0, empty, 2 * both / np.maximum(sought + found, 1e-12))


def iou_of(both, sought, found, empty=1.0):
    union = sought + found - both
    return np.where(union == 0, empty, both / np.maximum(union, 1e-12))


def decided(probability, threshold=0.5):
    return (probability >= threshold).astype(np.float32)


def either(misconception=None):
    """Keep a maker of wrong answers as one answer to each exercise; it is given the right formula."""

    def keep(make):
        for exercise, formula in (("dice", dice_of), ("iou", iou_of)):
            answer = make(formula)
            answer.__name__ = make.__name__
            wrong(exercise, misconception)(answer)
        return make

    return keep


# By misconception


@either("pixel accuracy")
def pixel_accuracy(formula):
    return lambda truth, probability, threshold=0.5: (truth == decided(probability, threshold)).mean(axis=IN_IMAGE)


@either("no threshold")
def soft(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, probability))


@either("no threshold")
def soft_with_squares(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, _ = counts(truth, probability)
        return formula(both, sought, (probability**2).sum(axis=IN_IMAGE))

    return answer


@either("no threshold")
def soft_and_smoothed(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, probability)
        if formula is dice_of:
            return (2 * both + 1) / (sought + found + 1)
        return (both + 1) / (sought + found - both + 1)

    return answer


@either("no threshold")
def truth_decided_in_place_of_the_probability(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(decided(truth, threshold), probability))


@either("pooled over the batch")
def pooled(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability, threshold), None))


@either("pooled over the batch")
def pooled_and_spread(formula):
    def answer(truth, probability, threshold=0.5):
        return np.full(len(truth), formula(*counts(truth, decided(probability, threshold), None)))

    return answer


@either("one mean over the images")
def mean_over_images(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability, threshold))).mean()


@either("background scored")
def background(formula):
    return lambda truth, probability, threshold=0.5: formula(
        *counts(1 - truth, 1 - decided(probability, threshold))
    )


@either("averaged with the background")
def both_classes(formula):
    def answer(truth, probability, threshold=0.5):
        found = decided(probability, threshold)
        return (formula(*counts(truth, found)) + formula(*counts(1 - truth, 1 - found))) / 2

    return answer


@either("threshold of .5 always")
def threshold_ignored(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability)))


@either("threshold of .5 always")
def rounded(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, np.round(probability)))


@either("probabilities taken for logits")
def sigmoid_again(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth, decided(1 / (1 + np.exp(-probability)), threshold)))

    return answer


@either("probabilities taken for logits")
def above_0(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, (probability > 0) * 1.0))


@either("below the threshold")
def upside_down(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, (probability < threshold) * 1.0))


@either("argmax over one class")
def argmax(formula):
    def answer(truth, probability, threshold=0.5):
        return formula(*counts(truth, probability.argmax(axis=-1)[..., None]))

    return answer


@either("precision alone")
def precision(formula):
    def answer(truth, probability, threshold=0.5):
        both, _, found = counts(truth, decided(probability, threshold))
        return np.where(found == 0, 1.0, both / np.maximum(found, 1))

    return answer


@either("recall alone")
def recall(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, _ = counts(truth, decided(probability, threshold))
        with np.errstate(invalid="ignore", divide="ignore"):
            return both / sought

    return answer


@wrong("dice", "factor 2 left out")
def factor_2_left_out(truth, probability, threshold=0.5):
    both, sought, found = counts(truth, decided(probability, threshold))
    return np.where(sought + found == 0, 1, both / np.maximum(sought + found, 1))


@wrong("iou", "overlap counted twice")
def union_by_the_sum(truth, probability, threshold=0.5):
    both, sought, found = counts(truth, decided(probability, threshold))
    return np.where(sought + found == 0, 1, both / np.maximum(sought + found, 1))


@wrong("dice", "twice the overlap over the union")
def twice_over_the_union(truth, probability, threshold=0.5):
    return 2 * iou_of(*counts(truth, decided(probability, threshold)), empty=0.5)


@wrong("dice", "IoU for Dice")
def gives_iou(truth, probability, threshold=0.5):
    return iou_of(*counts(truth, decided(probability, threshold)))


@wrong("iou", "Dice for IoU")
def gives_dice(truth, probability, threshold=0.5):
    return dice_of(*counts(truth, decided(probability, threshold)))


@either("smoothing term")
def smoothed_by_1(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        if formula is dice_of:
            return (2 * both + 1) / (sought + found + 1)
        return (both + 1) / (sought + found - both + 1)

    return answer


@either("smoothing term")
def smoothed_by_a_thousandth(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        if formula is dice_of:
            return (2 * both + 1e-3) / (sought + found + 1e-3)
        return (both + 1e-3) / (sought + found - both + 1e-3)

    return answer


@either("smoothing term")
def one_added_below_the_line(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return 2 * both / (sought + found + 1) if formula is dice_of else both / (sought + found - both + 1)

    return answer


@either("empty against empty is not 1")
def empty_gives_0(formula):
    return lambda truth, probability, threshold=0.5: formula(*counts(truth, decided(probability, threshold)), 0.0)


@either("empty against empty is not 1")
def empty_gives_nan(formula):
    return lambda truth, probability, threshold=0.5: formula(
        *counts(truth, decided(probability, threshold)), np.nan
    )


@either("empty against empty is not 1")
def a_tiny_number_below_the_line(formula):
    def answer(truth, probability, threshold=0.5):
        both, sought, found = counts(truth, decided(probability, threshold))
        return 2 * both / (sought + found + 1e-7) if formula is dice_of else both / (sought + found - both + 1e-7)

    return answer
