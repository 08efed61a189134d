"""Wrong answers to exercise 4.9, the reliability curve and its error, of no known misconception."""

import numpy as np

from tests.answers import wrong
from tests.wrong_answers.lesson04_reliability import binned, flat, judged, numbered, usual, with_error


@wrong("reliability")
def empty_reliability(probability, truth, bins):
    pass


@wrong("reliability")
def error_alone(probability, truth, bins):
    return usual(probability, truth, bins)[0]


@wrong("reliability")
def curve_alone(probability, truth, bins):
    return usual(probability, truth, bins)[1]


@wrong("reliability")
def curve_first(probability, truth, bins):
    return usual(probability, truth, bins)[::-1]


@wrong("reliability")
def always_calibrated(probability, truth, bins):
    return 0.0, usual(probability, truth, bins)[1]


@wrong("reliability")
def diagonal(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    return error, curve[:, [0, 0]]


@with_error()
def percent(weight, gap, bins):
    return 100 * (weight * np.abs(gap)).sum()


@with_error()
def three_decimals(weight, gap, bins):
    return round((weight * np.abs(gap)).sum(), 3)


@with_error()
def one_less(weight, gap, bins):
    return 1 - (weight * np.abs(gap)).sum()


@with_error()
def over_confident_gaps_alone(weight, gap, bins):
    return (weight * np.maximum(gap, 0)).sum()


@with_error()
def weighted_by_the_root(weight, gap, bins):
    return (np.sqrt(weight) * np.abs(gap)).sum() / np.sqrt(weight).sum()


@with_error()
def median_gap(weight, gap, bins):
    return np.median(np.abs(gap))


@with_error()
def weighted_and_divided_by_the_bins(weight, gap, bins):
    return (weight * np.abs(gap)).mean()


@wrong("reliability")
def first_image_alone(probability, truth, bins):
    return usual(probability[:1], truth[:1], bins)


@wrong("reliability")
def every_other_pixel(probability, truth, bins):
    return usual(probability[:, ::2], truth[:, ::2], bins)


@wrong("reliability")
def sure_pixels_left_out(probability, truth, bins):
    unsure = (probability > 0) & (probability < 1)
    return usual(probability[unsure], truth[unsure], bins)


@wrong("reliability")
def decided_probabilities(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(numbered(p, bins), (p >= 0.5) * 1.0, t, bins)


@wrong("reliability")
def bins_of_rounded_probabilities(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(np.round(p * (bins - 1)).astype(int), p, t, bins)


@wrong("reliability")
def shifted_edges(probability, truth, bins):
    p, t = flat(probability, truth)
    return judged(numbered(np.clip(p + 0.02, 0, 1), bins), p, t, bins)


@wrong("reliability")
def median_of_the_probabilities(probability, truth, bins):
    p = probability.ravel()
    error, curve = usual(probability, truth, bins)
    number = numbered(p, bins)
    curve[:, 0] = [np.median(p[number == one]) if (number == one).any() else np.nan for one in range(bins)]
    return error, curve


@wrong("reliability")
def counts_for_shares(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    weight = binned(numbered(probability.ravel(), bins), *flat(probability, truth), bins)[0]
    return error, np.column_stack([curve[:, 0], curve[:, 1] * weight * probability.size])


@wrong("reliability")
def small_bins_left_out(probability, truth, bins):
    p, t = flat(probability, truth)
    weight, mean, share = binned(numbered(p, bins), p, t, bins)
    held = weight > 0.05
    return (weight * np.abs(mean - share))[held].sum(), np.column_stack([mean, share])[held]


@wrong("reliability")
def every_bin_at_least_a_pixel(probability, truth, bins):
    p, t = flat(probability, truth)
    number = numbered(p, bins)
    count = np.bincount(number, minlength=bins) + 1
    mean, share = (np.bincount(number, one, bins) / count for one in (p, t))
    return (count / p.size * np.abs(mean - share)).sum(), np.column_stack([mean, share])


@wrong("reliability")
def cumulative(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    return error, np.nancumsum(curve, axis=0)


@wrong("reliability", "curve by label")
def swapped_arguments(probability, truth, bins):
    return usual(truth, probability, bins)


@wrong("reliability")
def decimals_of_truth(probability, truth, bins):
    probability[...] = np.round(probability, 2)
    return usual(probability, truth, bins)


@wrong("reliability")
def ends_moved_into_the_middle(probability, truth, bins):
    return usual(np.where((probability == 0) | (probability == 1), 0.5, probability), truth, bins)


@wrong("reliability")
def empty_bins_filled_by_the_one_before(probability, truth, bins):
    error, curve = usual(probability, truth, bins)
    for one in range(1, bins):
        if np.isnan(curve[one]).any():
            curve[one] = curve[one - 1]
    return error, curve
